import type { AcdConfig, CapacityConfig, ContactSnapshot } from '@strowger/acd'
import { INTENTION, type Moment } from './small-world.ts'

/** Whether an agent is free for a waiting contact and may take it, read from the configuration each time. */
export function couldTake({ world, which, snapshot }: Moment, contact: ContactSnapshot, number: number): boolean {
  const config = world.configs[which]!
  const { intention, ringing, inHand, group, capacity } = snapshot.agents[number]!
  if (intention !== INTENTION.ready || ringing !== 0 || contact.excluded.includes(number)) return false
  const { groups: first, stages = [] } = config.types[contact.type]!
  const named = stages.slice(0, contact.stage).reduce((before, stage) => stage.groups ?? before, first)
  if (named !== undefined && !named.includes(config.groups[group]!.name)) return false
  const held = inHand.map((id) => snapshot.contacts.find((each) => each.id === id)!.type)
  return hasRoom(config, capacity ?? {}, held, contact.type)
}

/** Whether a hand that holds contacts of such types has room for one more of a type. */
function hasRoom(config: AcdConfig, capacity: CapacityConfig, held: readonly number[], type: number): boolean {
  const { channels = [{ name: 'voice' }], types } = config
  const channelOf = (each: number) => channels.find(({ name }) => name === types[each]!.channel) ?? channels[0]!
  const { total = 1, channels: most = {} } = capacity
  const own = channelOf(type)
  const others = held.map(channelOf)
  const load = others
    .filter(({ name }) => !(own.interrupts ?? []).includes(name))
    .reduce((sum, { weight = 1 }) => sum + weight, own.weight ?? 1)
  const sameKind = others.filter((channel) => channel === own).length
  return sameKind < (most[own.name] ?? Infinity) && (total === 'unlimited' || load <= total)
}
