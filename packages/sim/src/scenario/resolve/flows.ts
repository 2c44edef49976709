import { FlowMachine, type FlowsConfig, StrowgerError, TimeZone } from '@strowger/acd'
import { flowQuestions } from '../../flow/flow-questions.ts'
import { IssueList, show } from '../issue.ts'
import type { FlowsSpec } from '../flows-spec.ts'
import { suggest } from '../nearest.ts'
import { parseScenario } from '../parse.ts'
import type { ContactTypeSpec } from '../scenario.ts'
import type { RawFlows } from '../schema/flows.ts'
import { locate, type Path, type SourceNode, toPlain } from '../source.ts'
import { resolveFlowCallers } from './flow-callers.ts'
import type { Context } from './context.ts'

/**
 * The flows of a scenario; undefined after a mistake.
 *
 * @throws ScenarioError for a mistake in the flow file
 */
export function resolveFlows(
  raw: RawFlows,
  types: readonly ContactTypeSpec[],
  context: Context,
): FlowsSpec | undefined {
  const text = textOf(raw.file, context)
  if (text === undefined) return undefined
  const root = parseScenario(text, raw.file)
  // Every field is checked by the machine; only that there are flows must be known before.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const config = toPlain(root) as FlowsConfig
  if (root.entries.get('flows')?.kind !== 'map') {
    const inFile = new IssueList(root)
    inFile.add('missing-key', ['flows'], 'is missing', 'write flows by name, each with nodes')
    return inFile.throwAll()
  }
  const machine = checked(root, () => {
    const floor = { types: types.map(({ id, tenant }) => (tenant === undefined ? { name: id } : { name: id, tenant })) }
    return new FlowMachine(config, floor, { prompts: 'timed' })
  })
  return {
    config,
    timeZone: context.raw.timeZone ?? checked(root, () => new TimeZone(config.timeZone ?? 'UTC').name),
    calls: resolveCalls(raw.calls, types, config, context),
    behaviour: resolveFlowCallers(raw.callers, flowQuestions(config, machine), config, context),
  }
}

function textOf(file: string, { root, issues, read }: Context): string | undefined {
  const path = ['flows', 'file']
  try {
    return read(locate(root, path).file, file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    issues.add('unreadable', path, `cannot read ${show(file)} (${reason})`, 'write a path relative to this file')
    return undefined
  }
}

/** What is read of a flow file; a mistake in it is told with its place in that file. */
function checked<T>(root: SourceNode, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof StrowgerError)) throw error
    const inFile = new IssueList(root)
    inFile.add('wrong-value', pathIn(root, error.path), `${show(error.value)} (${error.code})`, `write ${error.remedy}`)
    return inFile.throwAll()
  }
}

/** The steps of a path as it is written, `flows.main.nodes.front line`, as far as they lead somewhere in the file. */
function pathIn(root: SourceNode, written: string): Path {
  const path: (string | number)[] = []
  let node: SourceNode = root
  let rest = written
  for (;;) {
    const steps: readonly (readonly [string | number, SourceNode])[] =
      node.kind === 'map' ? [...node.entries] : node.kind === 'list' ? [...node.items.entries()] : []
    const next = steps
      .map(([step, child]) => ({ step, child, text: typeof step === 'number' ? `[${step}]` : step }))
      .filter(({ text }) => rest.startsWith(text) && /^(?:$|[.[])/.test(rest.slice(text.length)))
      .sort((a, b) => b.text.length - a.text.length)[0]
    if (next === undefined) return rest === '' ? path : [...path, rest]
    path.push(next.step)
    node = next.child
    rest = rest.slice(next.text.length).replace(/^\./, '')
  }
}

function resolveCalls(
  raw: RawFlows['calls'],
  types: readonly ContactTypeSpec[],
  { numbers = {} }: FlowsConfig,
  { issues }: Context,
): Map<string, string> {
  const calls = new Map<string, string>()
  for (const [name, number] of Object.entries(raw)) {
    const path = ['flows', 'calls', name]
    const own = types.filter(({ base }) => base === name)
    const bases = [...new Set(types.map(({ base }) => base))]
    if (own.length === 0)
      issues.add('unknown-name', path, `there is no contact type ${show(name)}`, suggest(name, bases))
    if (!Object.hasOwn(numbers, number)) {
      const problem = `no flow has the number ${show(number)}`
      issues.add('unknown-name', path, problem, suggest(number, Object.keys(numbers)))
    }
    for (const { id } of own) calls.set(id, number)
  }
  return calls
}
