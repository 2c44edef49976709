import type { Argv, CommandModule } from 'yargs'
import { keepYoungHeapSmall } from '../edge/young-heap.ts'
import type { Command } from './command.ts'

/** A command that is loaded when a command line names it. */
export interface ListedCommand {
  readonly name: string
  /** Tells the parser of it: whole when it is among the words, otherwise what --help lists of it. */
  addTo(parser: Argv, words: readonly string[]): Promise<void>
}

/** Loads a command that simulates. */
function simulating<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  // Before its modules load: the checks of scenarios are what makes most objects.
  keepYoungHeapSmall()
  return load()
}

/**
 * All commands, in the order of --help. All of them together are nine hundred modules, which take 0.9 s to load; `--help` takes 0.2 s without them,
 * and `digits` 0.3 s.
 */
export const COMMANDS: readonly ListedCommand[] = [
  listed(
    'init [file]',
    'Write a commented scenario to start from, by asking or from a template',
    () => import('./commands/init.ts'),
  ),
  listed(
    'explain <scenario>',
    'Say in words what a scenario will do, and draw it: types, skills, groups',
    () => import('./commands/explain.ts'),
  ),
  listed('run <scenario>', 'Simulate a scenario and estimate its measures', () =>
    simulating(() => import('./commands/run.ts')),
  ),
  listed('compare <files..>', 'Compare scenarios on the same callers, with intervals of the paired differences', () =>
    simulating(() => import('./commands/compare.ts')),
  ),
  listed('rank <files..>', 'Select the best of several scenarios or policies, with a probability that it is', () =>
    simulating(() => import('./commands/rank.ts')),
  ),
  listed('sweep <scenario>', 'Run a scenario with other values in its file, on the same callers, as a table', () =>
    simulating(() => import('./commands/sweep.ts')),
  ),
  listed(
    'staff <file>',
    'Find the cheapest staffing that meets targets, with a lower bound and the chance that it does',
    () => simulating(() => import('./commands/staff.ts')),
  ),
  listed('steady <scenario>', 'Estimate the steady state from one long run: the warm-up is found, not given', () =>
    simulating(() => import('./commands/steady.ts')),
  ),
  listed(
    'expected-wait <scenario>',
    'Measure which estimator of the expected wait is the best: what each says, against the wait that follows',
    () => import('./commands/expected-wait.ts'),
  ),
  listed(
    'replay <log..>',
    'Route recorded calls again: through a scenario, or a journal by other policies; and compare',
    () => import('./commands/replay/replay.ts'),
  ),
  listed(
    'fit <log..>',
    'Fit a scenario to a call log, with a page of plots and doubts',
    () => import('./commands/fit.ts'),
  ),
  listed(
    'theory <model>',
    'Figures of queueing theory: Erlang B, C, A; any patience; priorities; changing days; skills; staffing',
    () => import('./commands/theory/theory.ts'),
  ),
  listed(
    'validate',
    'Simulate cases with known answers through the engine and judge every figure',
    () => import('./commands/validate.ts'),
  ),
  listed(
    'check-policy <module>',
    'Check that a routing policy of your own loses, doubles and forgets nothing',
    () => import('./commands/check-policy.ts'),
  ),
  listed(
    'host <scenario>',
    'Take real calls by SIP: the engine, the flows and the policy of a scenario, live',
    () => import('./commands/host.ts'),
  ),
  listed(
    'flow <file>',
    'Check a flow file as a graph, and follow a call through it',
    () => import('./commands/flow.ts'),
  ),
  listed(
    'digits <recording>',
    'Hear the DTMF digits of a recording (WAV, or raw with --raw; - for standard input)',
    () => import('./commands/digits.ts'),
  ),
  listed(
    'rtp <capture>',
    'Find the RTP streams of a capture (pcap, pcapng, rtpdump) and say how they would have sounded',
    () => import('./commands/rtp.ts'),
  ),
  listed(
    'jitter <traces..>',
    'Play delay traces (send_ms,delay_ms) through every jitter-buffer policy and the offline optimum',
    () => import('./commands/jitter.ts'),
  ),
  listed(
    'media-load',
    'Run synthetic calls through the media path and say how many one core carries in real time',
    () => import('./commands/media-load.ts'),
  ),
  listed('schema', 'Print the JSON Schema of scenario files, for editors', () => import('./commands/schema.ts')),
]

function listed<Options>(
  usage: string,
  describe: string,
  load: () => Promise<{ readonly command: Command<Options> }>,
): ListedCommand {
  const [name = ''] = usage.split(' ', 1)
  return {
    name,
    addTo: async (parser, words) => {
      if (words.includes(name)) {
        const whole: CommandModule<object, Options> = { command: usage, describe, ...(await load()).command }
        parser.command(whole)
      } else parser.command(usage, describe)
    },
  }
}
