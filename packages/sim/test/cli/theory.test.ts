import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, strowger } from '../support/command.ts'
import { inProcess } from '../support/in-process.ts'

const nModel = join(ROOT, 'examples/scenarios/theory/n-model.yaml')

/** The figures of a model as JSON. */
function theory(...args: string[]): Document {
  return JSON.parse(strowger(['theory', ...args, '--json', '-']).stdout) as Document
}

interface Document {
  readonly measures: object
  readonly results: readonly object[]
}

describe('strowger theory', () => {
  it('extended B, any patience, priorities, a changing day, skills: figures of the library as JSON', () => {
    const extended = theory('erlang-b', '--erlangs', '84', '--agents', '100', '--recall', '0.5')
    expect(extended.measures).toMatchObject({ blockRate: expect.closeTo(0.0108038, 6) as number })

    const deterministic = [
      '--erlangs',
      '105',
      '--agents',
      '100',
      '--aht',
      '1s',
      '--patience',
      '2s',
      '--law',
      'deterministic',
    ]
    const patience = theory('general-patience', ...deterministic)
    expect(patience.results[0]).toMatchObject({
      name: 'exact',
      measures: {
        abandonRate: expect.closeTo(0.0476202, 6) as number,
        meanWaitMs: expect.closeTo(1809.58, 1) as number,
      },
    })

    const classes = theory('priorities', '--erlangs', '2,3,4', '--agents', '10', '--aht', '1s')
    expect(classes.results[2]).toMatchObject({
      name: '3',
      measures: { meanWaitMs: expect.closeTo(1337.463, 2) as number },
    })

    const rates = [
      '--per-hour',
      '100,150',
      '--agents',
      '4,6',
      '--aht',
      '100s',
      '--patience',
      '1000s',
      '--balking',
      '.1',
    ]
    expect(theory('time-varying', ...rates).results[1]).toMatchObject({
      name: '2',
      measures: { waitRate: expect.closeTo(0.26488, 5) as number },
    })

    expect(theory('skills', nModel).results[1]).toMatchObject({
      name: 'two',
      measures: { abandonRate: expect.closeTo(0.0908776, 6) as number },
    })
  })

  it('tables in both languages, with units', () => {
    const args = ['theory', 'square-root', '--erlangs', '95', '--patience', '360s', '--target-abandonment', '0.02']
    expect(strowger(args).stdout).toMatch(/rule +99.0 +39.59 % +1.74 % +6.28 s\n +exact +99.0 +40.84 % +1.80 % +6.48 s/)
    expect(strowger([...args, '--lang', 'zh']).stdout).toContain('平方根法则')
  })

  it.each([
    [['skills', join(ROOT, 'examples/scenarios/theory/erlang-a-100.yaml')], /routing\.policy longest-idle/],
    [['time-varying', '--per-hour', '1,2', '--agents', '1'], /--agents: 1 intervals — give as many/],
    [['time-varying', '--per-hour', '1,x', '--agents', '1,1'], /--per-hour: "1,x" — give numbers with commas/],
    [['general-patience', '--erlangs', '9', '--agents', '9', '--patience', '9s', '--law', 'gamma'], /--cv is missing/],
    [['square-root', '--erlangs', '9'], /the target is missing/],
    [['square-root', '--erlangs', '9', '--target-abandonment', '0.1'], /nobody abandons/],
    [['erlang-b', '--erlangs', '9', '--agents', '9', '--recall', '2'], /--recall: "2" — give a share/],
    [['erlang-x'], /theory erlang-x/],
  ])('%j is one line and exit code 2', async (args, line) => {
    const { code, stdout, stderr } = await inProcess(['theory', ...args])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(line)
  })
})
