import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RoutingPolicy } from '@strowger/acd'
import { DEFAULT_NAMES, type ExchangeNames } from '../check/names.ts'
import { CommandLineMistake, oneLine } from './mistake.ts'

/** A policy of somebody's own, and the names that it uses. */
export interface PolicyModule {
  readonly policy: () => RoutingPolicy
  readonly names: ExchangeNames
}

/** Loads an ES module that exports `policy`, a function that makes one. @throws CommandLineMistake */
export async function loadPolicy(path: string): Promise<PolicyModule> {
  let loaded: { readonly policy?: unknown; readonly names?: unknown }
  try {
    loaded = await import(pathToFileURL(resolve(path)).href)
  } catch (error) {
    const reason = oneLine(error instanceof Error ? error.message : String(error))
    throw new CommandLineMistake(`${path}: cannot be loaded (${reason}) — give the path of an ES module`)
  }
  const { policy } = loaded
  if (typeof policy !== 'function') {
    throw new CommandLineMistake(
      `${path}: exports no function policy — write: export const policy = () => new MyPolicy()`,
    )
  }
  const made: unknown = tried(path, () => policy())
  if (!isPolicy(made)) {
    throw new CommandLineMistake(`${path}: policy() is no policy — return { name, selectAgent, selectContact }`)
  }
  const names = namesOf(loaded.names, path)
  tried(path, () => made.prepare?.(names))
  // What was made once is made alike again.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { policy: policy as () => RoutingPolicy, names }
}

function tried<Result>(path: string, act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    const reason = oneLine(error instanceof Error ? error.message : String(error))
    throw new CommandLineMistake(`${path}: policy() throws (${reason}) — names it uses must be in the export names`)
  }
}

function isPolicy(made: unknown): made is RoutingPolicy {
  if (typeof made !== 'object' || made === null) return false
  const isMethod = (key: string) => key in made && typeof Reflect.get(made, key) === 'function'
  return 'name' in made && typeof made.name === 'string' && isMethod('selectAgent') && isMethod('selectContact')
}

function namesOf(given: unknown, path: string): ExchangeNames {
  if (given === undefined) return DEFAULT_NAMES
  const listOf = (key: keyof ExchangeNames): readonly string[] => {
    const list: unknown = typeof given === 'object' && given !== null ? Reflect.get(given, key) : undefined
    if (list === undefined) return DEFAULT_NAMES[key]
    if (Array.isArray(list) && list.length > 0 && list.every((name) => typeof name === 'string')) return list
    throw new CommandLineMistake(`${path}: names.${key} is no list of names — write for example ['orders', 'sales']`)
  }
  return { types: listOf('types'), groups: listOf('groups'), skills: listOf('skills') }
}
