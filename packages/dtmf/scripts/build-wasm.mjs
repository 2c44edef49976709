// Builds assembly/front.ts into src/decode/generated/front-wasm.ts; with --check, only compares the two.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { main } from 'assemblyscript/asc'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'src/decode/generated/front-wasm.ts')
const files = new Map()
const { error } = await main(
  [
    'assembly/front.ts',
    '--outFile=front.wasm',
    '--runtime=stub',
    '--noAssert',
    '--enable=simd',
    '--optimizeLevel=3',
    '--shrinkLevel=0',
    '--converge',
    '--importMemory',
    '--noExportMemory',
    '--initialMemory=1',
    '--use=abort=',
  ],
  {
    readFile: (name, base) => {
      try {
        return readFileSync(join(root, base === '.' ? '' : base, name), 'utf8')
      } catch {
        return null
      }
    },
    writeFile: (name, contents) => void files.set(name, contents),
    listFiles: () => [],
  },
)
if (error) throw new Error(`AssemblyScript: ${error.message}`)
const hex = Buffer.from(files.get('front.wasm')).toString('hex')
const source = `// Generated from assembly/front.ts by scripts/build-wasm.mjs; the check compares the two byte by byte.
/** The SIMD build of the front test: a WebAssembly module, in hexadecimal. */
export const FRONT_WASM_HEX =
  '${hex}'
`
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== source) {
    process.stderr.write('src/decode/generated/front-wasm.ts is not what assembly/front.ts builds: run build:wasm\n')
    process.exitCode = 1
  } else process.stdout.write(`front-wasm.ts is up to date: ${hex.length / 2} bytes\n`)
} else {
  writeFileSync(target, source)
  process.stdout.write(`${hex.length / 2} bytes\n`)
}
