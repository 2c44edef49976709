import { show } from '../issue.ts'
import type { AgentGroupSpec } from '../scenario.ts'
import type { RawAgentGroup } from '../schema/agent-group.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { qualifies } from './requirement.ts'
import type { TypeSelector } from './selector.ts'
import { durationMs } from './time.ts'

/** Where the queues of a group stand, and what they name. */
interface QueuesAt {
  /** Of the group. */
  readonly path: Path
  /** Skills that its agents have when the run begins. */
  readonly held: ReadonlyMap<string, number>
  readonly selector: TypeSelector
  readonly context: Context
}

/** How the group serves types, of those named that its agents can serve; a name none of whose types they can is a mistake. */
export function resolveQueues(
  { queues, tenant, rises = [] }: RawAgentGroup,
  { path, held, selector, context }: QueuesAt,
): Pick<AgentGroupSpec, 'queues'> {
  if (queues === undefined) return {}
  const able = new Map(
    [...selector.perType(queues, [...path, 'queues'])].filter(([id]) => {
      const [type] = selector.find(id)
      return type!.tenant === tenant && (rises.length > 0 || qualifies(held, type!))
    }),
  )
  for (const name of Object.keys(queues)) {
    const named = selector.find(name)
    if (named.length === 0 || named.some(({ id }) => able.has(id))) continue
    const problem = `agents of ${show(path[1])} cannot serve ${show(name)}, by skills or tenant`
    context.issues.add('lacks-skill', [...path, 'queues', name], problem, 'give them what it requires, or remove it')
  }
  return {
    queues: new Map(
      [...able].map(([id, { delay = 0, priority = 0 }]) => [id, { delayMs: durationMs(delay), priority }]),
    ),
  }
}
