import type { ContactTypeSpec, Scenario } from '../scenario/scenario.ts'
import { type Volume, volumeOf } from './volume.ts'

/** What comes to a type by transfers, if every contact is answered, and from which types. */
export interface HandedOn extends Volume {
  readonly from: readonly ContactTypeSpec[]
}

/** Transfers of transfers that are followed: of chances below 1 the rest is negligible. */
const ROUNDS = 60

/**
 * By type id, what is handed on to it: a share of what its givers get, whose share in turn … (the traffic equations of J. Jackson
 * 1957). A transfer that only some groups make counts as if all did, so that the figure is at most.
 */
export function handedOn(scenario: Scenario): ReadonlyMap<string, HandedOn> {
  const { types, run } = scenario
  const direct = new Map(types.map(({ id, arrivals }) => [id, volumeOf(arrivals, run.durationMs) ?? NOTHING]))
  let handed = new Map<string, HandedOn>()
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Map<string, HandedOn>()
    for (const type of types) {
      const own = direct.get(type.id) ?? NOTHING
      const got = handed.get(type.id) ?? NOTHING
      for (const { to, probability } of type.transfers ?? []) {
        if (to === undefined) continue
        const sum = next.get(to) ?? { ...NOTHING, from: [] }
        next.set(to, {
          contacts: sum.contacts + probability * (own.contacts + got.contacts),
          busiestPerHour: sum.busiestPerHour + probability * (own.busiestPerHour + got.busiestPerHour),
          from: sum.from.some(({ base }) => base === type.base) ? sum.from : [...sum.from, type],
        })
      }
    }
    handed = next
  }
  return handed
}

const NOTHING: Volume = { contacts: 0, busiestPerHour: 0 }
