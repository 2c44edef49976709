import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { erlangB } from '../../src/theory/erlang-b.ts'
import { erlangC } from '../../src/theory/erlang-c.ts'
import { changed, SMALL } from '../scenario/small-scenario.ts'
import { CLI, ROOT, strowger, withFiles } from '../support/command.ts'
import { inProcess } from '../support/in-process.ts'

/** Holds a command against the form of every mistake: one line that says so, exit code 2, nothing else. */
async function expectMistake(args: readonly string[], line: RegExp, run = inProcess): Promise<void> {
  const { code, stdout, stderr } = await run(args)
  expect(stderr).toMatch(/^strowger: [^\n]+\n$/)
  expect(stderr).toMatch(line)
  expect(stderr).not.toMatch(/this is a bug|\bat \S+:\d+:\d+/)
  expect(stdout).toBe('')
  expect(code).toBe(2)
}

const spawned = (args: readonly string[]) =>
  Promise.resolve(strowger(args)).then(({ code, ...rest }) => ({ ...rest, code: code ?? NaN }))

describe('a mistake on the command line is one line and exit code 2', () => {
  const example = join(ROOT, 'examples/scenarios/theory/erlang-a-100.yaml')
  it.each([
    ['no command', [], /give a command/],
    ['an unknown command', ['rnu', example], /rnu.+did you mean run/],
    ['no file', ['run'], /a file or name is missing/],
    ['a command that is like none', ['nonsense'], /there is no command nonsense — strowger --help lists them/],
    ['an unknown option', ['run', example, '--sede', '3'], /run: there is no --sede — strowger run --help/],
    ['an option without its value', ['run', example, '--seed'], /--seed: its value is missing/],
    ['a log that is not there', ['fit', 'no-such.txt'], /no-such\.txt: there is no such file or folder/],
    ['a seed that is no number', ['run', example, '--seed', 'abc'], /--seed: "abc" — give one whole number/],
    ['a negative seed', ['run', example, '--seed=-1'], /--seed: "-1"/],
    ['a seed given twice', ['run', example, '--seed', '1', '--seed', '2'], /--seed: given more than once/],
    ['no replication', ['run', example, '--replications', '0'], /--replications: "0" — .+ 1 or more/],
    ['a language there is not', ['run', example, '--lang', 'fr'], /--lang: "fr" .+ one of en, zh/],
    ['two results for stdout', ['run', example, '--json', '-', '--csv', '-'], /only one of them can be -/],
    ['a file that is not there', ['run', 'no-such.yaml'], /no-such\.yaml: cannot be read/],
    ['a folder for a file', ['run', join(ROOT, 'examples')], /examples: cannot be read/],
    [
      'a file that cannot be written',
      ['theory', 'erlang-b', '--erlangs', '5', '--agents', '9', '--json', 'no/x'],
      /no\/x/,
    ],
    ['one scenario to compare', ['compare', example], /give two or more to compare/],
    ['a file to compare with itself', ['compare', example, example], /a file is given twice/],
    ['theory without a load', ['theory', 'erlang-c', '--agents', '9'], /the load is missing/],
    ['theory without agents', ['theory', 'erlang-c', '--erlangs', '9'], /agents/],
    ['theory of a model there is not', ['theory', 'erlang-x', '--agents', '9'], /erlang-x/],
    ['no journal, and no scenario', ['replay', example], /is no journal of the engine — give --scenario/],
    ['a policy there is not', ['replay', example, '--scenario', example, '--policy', 'x'], /--policy: x is no policy/],
    [
      'a policy without its parameters',
      ['replay', example, '--scenario', example, '--policy', 'wr'],
      /--policy: wr has parameters — give longest-idle/,
    ],
    [
      'a journal beside records',
      ['run', example, '--journal', 'j', '--records', 'r.csv'],
      /--records: not with --journal/,
    ],
    [
      'a time without a unit',
      ['theory', 'erlang-a', '--erlangs', '9', '--agents', '9', '--patience', '3'],
      /--patience: "3"/,
    ],
  ] as const)('%s', async (_, args, line) => {
    await expectMistake(args, line)
  })

  it('also when the command is a process of its own', async () => {
    await expectMistake(['rnu', 'x'], /did you mean run/, spawned)
    await expectMistake(['run', 'no-such.yaml'], /no-such\.yaml/, spawned)
  })
})

describe('a mistake in a scenario file is one line with path and remedy, and exit code 2', () => {
  it.each([
    ['an unknown key', 'agents: 5', 'agnets: 5', /groups\.front\.agnets: unknown key; did you mean "agents"/],
    ['a negative rate', 'perHour: 60', 'perHour: -60', /types\.orders\.arrivals\.perHour: -60 .+; write/],
    ['an unknown skill', 'skills: [vip]', 'skills: [vpi]', /groups\.desk\.skills.*vpi.+; did you mean "vip"/],
    [
      'a shift that ends before it starts',
      'to: 10:00',
      'to: 07:00',
      /shifts\[0\]\.to: the shift ends .+ before it starts .+; write/,
    ],
    ['text that is not YAML', 'groups:', 'groups: [', /scenario\.yaml:\d+: .+; /],
  ] as const)('%s', async (_, piece, by, line) => {
    await withFiles({ 'scenario.yaml': changed(piece, by) }, async (folder) => {
      await expectMistake(['run', join(folder, 'scenario.yaml')], line)
    })
  })
})

/** What a reader makes of the longest document that the command prints. */
function piped(reader: string): { stdout: string; stderr: string } {
  const script = `"$0" "$1" schema | ${reader}`
  const { stdout, stderr } = spawnSync('sh', ['-c', script, process.execPath, CLI], { cwd: ROOT, encoding: 'utf8' })
  return { stdout, stderr }
}

describe('results', () => {
  it('--json - prints one document and nothing else; speed and progress are on stderr', async () => {
    await withFiles({ 'small.yaml': SMALL }, (folder) => {
      const { code, stdout, stderr } = strowger(['run', join(folder, 'small.yaml'), '--json', '-', '--seed', '9'])
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ command: 'run', seed: 9, replications: 20 })
      expect(stdout.endsWith('}\n')).toBe(true)
      expect(stderr).toMatch(/^\d+ calls simulated in .+ calls per second\n$/)
    })
  })

  it('the same seed prints the same bytes, another seed others', async () => {
    await withFiles({ 'small.yaml': SMALL }, (folder) => {
      const run = (seed: string) => strowger(['run', join(folder, 'small.yaml'), '--seed', seed]).stdout
      expect(run('5')).toBe(run('5'))
      expect(run('5')).not.toBe(run('6'))
    })
  })

  it('go to files beside the report, in English and Chinese', async () => {
    await withFiles({ 'small.yaml': SMALL }, (folder) => {
      const [json, csv] = [join(folder, 'a.json'), join(folder, 'a.csv')]
      const file = join(folder, 'small.yaml')
      const english = strowger(['run', file, '--replications', '3', '--json', json, '--csv', csv])
      expect(english.stdout).toMatch(/service level \(20 s\)[\s\S]+--seed 1 --replications 3\n$/)
      expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ command: 'run', replications: 3 })
      expect(readFileSync(csv, 'utf8')).toMatch(/^scenario,population,name,measure,unit,mean,ci95_low,ci95_high\r\n/)
      expect(strowger(['run', file, '--lang', 'zh']).stdout).toMatch(/服务水平 \(20 s\)[\s\S]+指标口径/)
    })
  })

  it.skipIf(process.platform === 'win32')('get whole through a pipe that is read late (skipped without sh)', () => {
    // Longer than a pipe holds: the command has to wait until somebody reads.
    const whole = readFileSync(join(ROOT, 'packages/sim/scenario.schema.json'), 'utf8')
    expect(whole.length).toBeGreaterThan(66_000)
    const { stdout, stderr } = piped('{ sleep 1; cat; }')
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual(JSON.parse(whole))
  })

  it.skipIf(process.platform === 'win32')('may be read in part (skipped without sh)', () => {
    expect(piped('head -n 1')).toEqual({ stdout: '{\n', stderr: '' })
  })

  it.each(['run', 'compare', 'theory', 'replay', 'schema'])('%s --help shows an example', async (command) => {
    const { code, stdout, stderr } = await inProcess([command, '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`Examples:\\n +strowger ${command} `))
    expect(stderr).toBe('')
  })

  it('theory prints the figures of the library', () => {
    const figures = (...args: string[]): unknown => {
      const { stdout } = strowger(['theory', ...args, '--json', '-'])
      return (JSON.parse(stdout) as { measures: unknown }).measures
    }
    const load = ['--per-hour', '1900', '--aht', '180s', '--agents', '100', '--threshold', '20s']
    const input = { offeredErlangs: 95, agents: 100, meanHandlingMs: 180_000, thresholdMs: 20_000 }
    const a = erlangA({ ...input, meanPatienceMs: 360_000 })
    expect(figures('erlang-a', ...load, '--patience', '360s')).toMatchObject({
      abandonRate: a.pAbandon,
      waitRate: a.pWait,
      asaMs: a.asaMs,
      meanWaitMs: a.meanWaitMs,
      occupancy: a.occupancy,
      serviceLevel: a.serviceLevels.servedOverOffered,
    })
    const c = erlangC(input)
    expect(figures('erlang-c', ...load)).toMatchObject({
      waitRate: c.pWait,
      meanWaitMs: c.meanWaitMs,
      serviceLevel: c.serviceLevel,
      occupancy: c.occupancy,
    })
    const b = figures('erlang-b', '--erlangs', '95', '--agents', '100')
    expect(b).toEqual({ blockRate: erlangB({ offeredErlangs: 95, agents: 100 }) })
  })
})
