import type { FlowMachine, FlowsConfig } from '@strowger/acd'

/** What callers and the world may be asked in a flow file. */
export interface FlowQuestions {
  /** Names of all nodes. */
  readonly nodes: readonly string[]
  /** Subject of a request → outcomes that lead on from every node that asks it. */
  readonly requests: ReadonlyMap<string, readonly string[]>
}

/** What a kind of node asks the world: the field that names it, and its outcomes. */
const REQUESTS: Readonly<Record<string, { readonly field: string; readonly outcomes: readonly string[] }>> = {
  lookup: { field: 'ask', outcomes: ['found', 'not-found', 'failed'] },
  'self-service': { field: 'service', outcomes: ['resolved', 'unresolved', 'failed'] },
  voicemail: { field: 'box', outcomes: ['recorded', 'failed'] },
  transfer: { field: 'to', outcomes: ['done', 'failed'] },
}

/** The questions of flows that a machine has accepted. */
export function flowQuestions({ flows }: FlowsConfig, machine: FlowMachine): FlowQuestions {
  const requests = new Map<string, readonly string[]>()
  for (const { subject, outcomes } of requestsIn(flows)) {
    const before = requests.get(subject)
    requests.set(subject, before === undefined ? outcomes : before.filter((outcome) => outcomes.includes(outcome)))
  }
  return { nodes: machine.visits().map(({ node }) => node), requests }
}

function* requestsIn(value: unknown): Generator<{ subject: string; outcomes: readonly string[] }> {
  if (typeof value !== 'object' || value === null) return
  const node = new Map<string, unknown>(Object.entries(value))
  const request = REQUESTS[String(node.get('do'))]
  const subject = request === undefined ? undefined : node.get(request.field)
  if (request !== undefined && typeof subject === 'string') {
    yield { subject, outcomes: [...request.outcomes, ...Object.keys(node.get('go') ?? {})] }
  }
  for (const each of node.values()) yield* requestsIn(each)
}
