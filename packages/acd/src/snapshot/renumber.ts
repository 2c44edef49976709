import type { CompiledConfig } from '../config/compile.ts'
import { ContactState } from '../contact/contact-table.ts'
import { renumberedMemory } from '../estimate/estimator-memory.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { EngineSnapshot } from './snapshot.ts'

/**
 * A snapshot under another configuration: types and groups by their names there. Waiting contacts start at their first
 * stage and have no deadline: whoever restores it looks at each of them anew.
 *
 * @throws StrowgerError `unknown-type`, `unknown-group` when someone is in one that the configuration lacks
 */
export function renumbered(snapshot: EngineSnapshot, config: CompiledConfig): EngineSnapshot {
  const types = numbersIn(config.types, snapshot.types, 'type')
  const groups = numbersIn(config.groups, snapshot.groups, 'group')
  const waiting = new Set(snapshot.contacts.filter((c) => c.state === ContactState.waiting).map(({ id }) => id))
  const campaigns = (number: number): number => {
    if (number < 0) return number
    const { name } = snapshot.campaigns[number]!
    const at = config.rules.dialling.campaigns.findIndex((each) => each.name === name)
    if (at >= 0) return at
    throw new StrowgerError('unknown-campaign', 'campaigns', name, 'keep this campaign while it has contacts')
  }
  const kept = (type: number): number | undefined => {
    const at = config.types.findIndex(({ name }) => name === snapshot.types[type])
    return at < 0 ? undefined : at
  }
  return {
    ...snapshot,
    types: config.types.map(({ name }) => name),
    groups: config.groups.map(({ name }) => name),
    estimator: snapshot.estimator === null ? null : memoryUnder(config, snapshot, snapshot.estimator),
    stages: config.types.map(({ stageAfterMs }) => stageAfterMs.length),
    contacts: snapshot.contacts.map((contact) => ({
      ...contact,
      type: types(contact.type),
      // The type it came in as may be gone: then it is counted as one of the type it is.
      entry: kept(contact.entry) ?? types(contact.type),
      history: null,
      dial: contact.dial === null ? null : { ...contact.dial, campaign: campaigns(contact.dial.campaign) },
      stage:
        contact.state === ContactState.waiting ? 0 : Math.min(contact.stage, lastStage(config, types(contact.type))),
    })),
    agents: snapshot.agents.map((agent) => ({ ...agent, group: groups(agent.group) })),
    deadlines: snapshot.deadlines.filter(({ of, number }) => of === 'agent' || !waiting.has(number)),
  }
}

function memoryUnder(
  { types, groups }: CompiledConfig,
  before: EngineSnapshot,
  { name, memory }: NonNullable<EngineSnapshot['estimator']>,
): EngineSnapshot['estimator'] {
  const was = (names: readonly string[]) => (item: { readonly name: string }) => names.indexOf(item.name)
  return { name, memory: renumberedMemory(memory, types.map(was(before.types)), groups.map(was(before.groups))) }
}

function lastStage(config: CompiledConfig, type: number): number {
  return config.types[type]!.stageAfterMs.length
}

function numbersIn(
  items: readonly { readonly name: string }[],
  names: readonly string[],
  what: 'type' | 'group',
): (number: number) => number {
  const found = names.map((name) => items.findIndex((item) => item.name === name))
  return (number) => {
    const at = found[number]!
    if (at >= 0) return at
    throw new StrowgerError(`unknown-${what}`, `${what}s`, names[number], `keep this ${what} while someone is in it`)
  }
}
