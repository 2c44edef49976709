import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const installedMark = `${root}node_modules/.modules.yaml`

/** @param {string} command @param {string[]} args */
function run(command, args) {
  // Children write to stderr (file descriptor 2): stdout belongs to the command that is being set up for.
  // The project's .npmrc silences npm for the sake of stdout; what it says about a failure belongs on stderr.
  const env = { ...process.env, npm_config_loglevel: 'error' }
  const done = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2] })
  if (done.status !== 0) {
    process.stderr.write(`strowger: set-up failed: ${command} ${args.join(' ')}\n`)
    process.exit(1)
  }
}

/** @param {string} file */
const newerThanInstall = (file) => statSync(root + file).mtimeMs > statSync(installedMark).mtimeMs

/** Installs the dependencies when the lock file is newer than the last install, and builds what has changed. */
export function setUp() {
  if (!existsSync(installedMark) || newerThanInstall('pnpm-lock.yaml')) {
    run('npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile'])
  }
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'tsconfig.build.json'])
}
