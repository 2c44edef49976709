import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { PromptFolder } from '../../src/host/edge/prompt-folder.ts'
import { Speech } from '../../src/host/edge/speech.ts'

const folder = mkdtempSync(join(tmpdir(), 'strowger-speech-'))
const at = (name: string) => join(folder, name)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** A program that writes what it is to say, or does what the text asks for. */
const PROGRAM = at('speak.mjs')
writeFileSync(
  PROGRAM,
  `import { writeFileSync } from 'node:fs'
const [file, text] = process.argv.slice(2)
if (text === 'fails') process.exit(3)
if (text !== 'nothing') writeFileSync(file, text)
`,
)
const problems: unknown[] = []
const log = { say: (_level: string, event: string, fields: object = {}) => problems.push({ event, ...fields }) }
const command = [process.execPath, PROGRAM, '{file}', '{text}']

test('prompts with a text and without a recording are spoken, each once, whatever stands in the text', async () => {
  writeFileSync(at('recorded.wav'), 'by a person')
  const prompts = new PromptFolder(folder)
  const texts = new Map([
    ['recorded', 'never said'],
    ['welcome', '查询请按 1'],
    ['shell', `"; touch ${at('broken')} #$(touch ${at('broken')}) {file} $&`],
    ['long', 'x'.repeat(2001)],
    ['fails', 'fails'],
    ['nothing', 'nothing'],
  ])
  const speech = new Speech(command, at('spoken'), log)
  await speech.speak(texts, prompts)
  const said = (name: string) => {
    const path = prompts.pathOf(name)
    return path === undefined ? undefined : readFileSync(path, 'utf8')
  }
  expect(said('recorded')).toBe('by a person')
  expect(said('welcome')).toBe('查询请按 1')
  expect(said('shell')).toContain('touch')
  expect(existsSync(at('broken'))).toBe(false)
  expect(['long', 'fails', 'nothing'].map(said)).toEqual([undefined, undefined, undefined])
  expect(problems).toEqual([
    { event: 'prompt-not-spoken', prompt: 'long', problem: 'it is too long' },
    { event: 'prompt-not-spoken', prompt: 'fails', problem: expect.stringContaining('Command failed') as string },
    { event: 'prompt-not-spoken', prompt: 'nothing', problem: 'the program wrote nothing' },
  ])
  expect(readdirSync(at('spoken')).every((file) => /^[0-9a-f]{64}\.wav$/.test(file))).toBe(true)

  // In the next life of the host nothing is spoken again: the program is not even there.
  rmSync(PROGRAM)
  const later = new PromptFolder(folder)
  await new Speech(command, at('spoken'), log).speak(new Map([['welcome', '查询请按 1']]), later)
  expect(later.pathOf('welcome')).toBe(prompts.pathOf('welcome'))
})
