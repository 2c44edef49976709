import { posix } from 'node:path'

import { ScenarioError } from '../../src/errors/scenario-error.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { ScenarioIo } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'

/** A small scenario without mistakes; tests change a piece of it. */
export const SMALL = `strowger: 1
name: Small
run: { duration: 2h, startsAt: 08:00 }
skills: { vip: {}, english: {} }
profiles:
  morning: { interval: 1h, weights: [1, 2] }
types:
  orders:
    arrivals: { perHour: 60 }
    handlingTime: { distribution: exponential, mean: 180s }
  vip:
    arrivals: { perDay: 100, profile: morning }
    requires: { vip: 1 }
    handlingTime: 200s
groups:
  front: { agents: 5 }
  desk:
    skills: [vip]
    shifts:
      - { from: 08:00, to: 10:00, agents: 2 }
`

/** The small scenario with a piece replaced, which must be there. */
export function changed(piece: string, by: string, text: string = SMALL): string {
  if (!text.includes(piece)) throw new Error(`not in the scenario: ${piece}`)
  return text.replace(piece, () => by)
}

/** Files in memory, with paths as on a disk. */
export function filesOf(files: Readonly<Record<string, string>>): ScenarioIo {
  return {
    read(path) {
      const text = files[path]
      if (text === undefined) throw new Error('no such file')
      return text
    },
    resolve: (from, relative) => posix.join(posix.dirname(from), relative),
  }
}

/** Loads `day.yaml` with this text, and what it extends. */
export function loadText(text: string, others: Readonly<Record<string, string>> = {}): Scenario {
  return loadScenario('day.yaml', filesOf({ ...others, 'day.yaml': text }))
}

/** The mistake that loading the text ends in. */
export function mistakeOf(text: string, others: Readonly<Record<string, string>> = {}): ScenarioError {
  try {
    loadText(text, others)
  } catch (error) {
    if (error instanceof ScenarioError) return error
    throw error
  }
  throw new Error('there is no mistake')
}
