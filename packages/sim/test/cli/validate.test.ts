import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { strowger, withFiles } from '../support/command.ts'
import { inProcess } from '../support/in-process.ts'

const right = { id: 'right', model: 'M/M/n', n: 8, load: 5, mu: 1, expect: { pwait: 0.16726651 }, source: 'Erlang C' }
const wrong = { ...right, id: 'wrong', expect: { pwait: 0.5 } }
const strange = { id: 'strange', model: 'G/G/n', expect: { pwait: 0.5 } }

describe('strowger validate', () => {
  it('right, wrong and strange cases: a table, a document, exit code 1', async () => {
    await withFiles({ 'cases.json': JSON.stringify([right, wrong, strange]) }, (folder) => {
      const cases = join(folder, 'cases.json')
      const { code, stdout } = strowger(['validate', '--cases', cases, '--calls', '50000'])
      expect(code).toBe(1)
      expect(stdout).toMatch(/right +Erlang C +pwait +0.167267 .* agrees/)
      expect(stdout).toMatch(/wrong .* DIFFERS/)
      expect(stdout).toContain('strange: not judged — the model "G/G/n" is not known here')
      expect(stdout).toContain('1 agrees, 1 DIFFERS, 0 undecided, 1 not judged')

      const told = strowger(['validate', '--cases', cases, '--calls', '50000', '--json', '-'])
      const document = JSON.parse(told.stdout) as { results: { case: string; verdict: string }[]; comparisons: number }
      expect(document.results.map((each) => [each.case, each.verdict])).toEqual([
        ['right', 'agrees'],
        ['wrong', 'differs'],
        ['strange', 'not judged'],
      ])
      expect(document.comparisons).toBe(2)
    })
  })

  it('exit code 0 when nothing differs', async () => {
    await withFiles({ 'cases.json': JSON.stringify([right]) }, (folder) => {
      expect(strowger(['validate', '--cases', join(folder, 'cases.json'), '--calls', '50000']).code).toBe(0)
    })
  })

  it.each([
    [['--cases', '/nowhere.json'], /nowhere\.json: there is no such file/],
    [['--only', 'nothing'], /--only: no case has "nothing" in its id/],
    [['--calls', '5'], /--calls: "5" — give one whole number, 1000 or more/],
  ])('%j is one line and exit code 2', async (args, line) => {
    const { code, stdout, stderr } = await inProcess(['validate', ...args])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(line)
  })
})
