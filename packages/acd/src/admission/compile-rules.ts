import { AgentState } from '../agent/agent-table.ts'
import { compileAnnouncements } from '../announce/compile-announcements.ts'
import { Condition } from '../condition/condition.ts'
import type { AcdConfig, ContactTypeConfig } from '../config/config.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import { namesOf } from '../expression/expression.ts'
import { parseExpression } from '../expression/parse.ts'
import { compileDialling } from '../outbound/compile-campaigns.ts'
import { RoutingTable } from '../schedule/routing-table.ts'
import { WeeklySchedule } from '../schedule/weekly-schedule.ts'
import {
  type Asked,
  Change,
  type CompiledAction,
  type CompiledReserve,
  type CompiledRoute,
  type CompiledRule,
  type CompiledRules,
} from './compiled-rule.ts'
import type { AbsentState, AdmissionRuleConfig, OverflowRuleConfig, RuleAction } from './rule-config.ts'

const ABSENT: Readonly<Record<AbsentState, number>> = {
  'not-ready': AgentState.notReady,
  offered: AgentState.offered,
  connected: AgentState.connected,
  'wrap-up': AgentState.wrapUp,
}
const AGENT_NAMES = ['ready', 'signedIn']
const QUEUE_NAMES = ['waiting', 'longestWait', 'inside']
/** What has been done once to a contact is one word of 32 bits. */
const MOST_ONCE = 32

/** Numbers of what rules name. */
interface Names {
  readonly types: ReadonlyMap<string, number>
  readonly groups: ReadonlyMap<string, number>
  readonly tenants: readonly (string | undefined)[]
  /** By type, whether it has a callback. */
  readonly promises: readonly boolean[]
  readonly conditionOf: (text: string, path: string) => Condition
}

/**
 * Compiles the rules of a configuration whose types and groups have been checked.
 *
 * @throws StrowgerError naming the path of the first mistake
 */
export function compileRules(config: AcdConfig): CompiledRules {
  const { epochMs = 0 } = config
  if (!Number.isFinite(epochMs)) throw new StrowgerError('out-of-range', 'epochMs', epochMs, 'epoch milliseconds')
  const numbered = (items: readonly { readonly name: string }[]) => new Map(items.map(({ name }, at) => [name, at]))
  const names: Names = {
    types: numbered(config.types),
    groups: numbered(config.groups),
    tenants: config.types.map(({ tenant }) => tenant),
    promises: config.types.map(({ callback }) => callback !== undefined),
    conditionOf: conditions(config),
  }
  const admission = config.types.map(({ admission: given = [] }, at) => {
    const path = `types[${at}].admission`
    for (const [index, rule] of given.entries()) {
      if (!('afterMs' in rule)) continue
      const remedy = 'leave it out, or make it a rule of overflow: who arrives has not waited'
      throw new StrowgerError('unknown-key', `${path}[${index}].afterMs`, rule.afterMs, remedy)
    }
    return compileList(given, at, path, names, 0)
  })
  // What is done once is numbered through both lists of a type.
  const overflow = config.types.map(({ overflow: given = [] }, at) =>
    compileList(given, at, `types[${at}].overflow`, names, admission[at]!.filter(({ once }) => once >= 0).length),
  )
  const reserves = config.types.flatMap((type, at) => compileReserves(type, at, config, names))
  const routes = config.types.map((type, at) => compileRoute(type, at, names))
  const dialling = compileDialling(config.types, config.campaigns ?? [], (text, type, path) =>
    askedOf(text, type, path, names),
  )
  const announcements = config.types.map(({ waitAnnouncements: given }, at) =>
    given === undefined ? undefined : compileAnnouncements(given, `types[${at}].waitAnnouncements`),
  )
  const any =
    // Whoever brings an estimator asks it, if not by a rule.
    config.estimator !== undefined ||
    reserves.length > 0 ||
    routes.some((route) => route !== undefined) ||
    [...admission, ...overflow].some((rules) => rules.length > 0) ||
    dialling.campaigns.length > 0 ||
    announcements.some((given) => given !== undefined) ||
    dialling.callbacks.some((callback) => callback !== undefined)
  return { admission, overflow, reserves, routes, epochMs, dialling, announcements, any }
}

function compileRoute({ routing }: ContactTypeConfig, at: number, names: Names): CompiledRoute | undefined {
  if (routing === undefined) return undefined
  const table = routing instanceof RoutingTable ? routing : new RoutingTable(routing)
  const path = `types[${at}].routing`
  const types = new Map(table.values.map((name) => [name, typeNumber(name, at, path, names)]))
  return { table, types }
}

/** The number of a type that contacts of another may become. */
function typeNumber(name: string, from: number, path: string, names: Names): number {
  const type = names.types.get(name)
  if (type === undefined) throw new StrowgerError('unknown-type', path, name, suggest(name, [...names.types.keys()]))
  if (names.tenants[type] !== names.tenants[from]) {
    throw new StrowgerError('other-tenant', path, name, 'a type of the same tenant')
  }
  return type
}

function conditions(config: AcdConfig): Names['conditionOf'] {
  const schedules = Object.fromEntries(
    Object.entries(config.schedules ?? {}).map(([name, given]) => [
      name,
      given instanceof WeeklySchedule ? given : new WeeklySchedule(given),
    ]),
  )
  const { timeZone, epochMs } = config
  const clock = { ...(timeZone !== undefined && { timeZone }), ...(epochMs !== undefined && { epochMs }) }
  return (text, path) => {
    const condition = new Condition(text, { schedules, path, ...clock })
    if (!namesOf(parseExpression(text, path)).includes('waited')) return condition
    throw new StrowgerError(
      'waited',
      path,
      text,
      "a condition on the queue; a contact's own wait is for afterMs to say",
    )
  }
}

function compileList(
  given: readonly OverflowRuleConfig[],
  type: number,
  path: string,
  names: Names,
  firstOnce: number,
): CompiledRule[] {
  let once = firstOnce
  return given.map((rule, at) => {
    const here = `${path}[${at}]`
    const goesOn = 'announce' in rule.do || 'callback' in rule.do
    if (goesOn && once === MOST_ONCE) {
      throw new StrowgerError('out-of-range', here, at, `at most ${MOST_ONCE} announcements and callbacks of a type`)
    }
    return compileRule(rule, type, here, names, goesOn ? once++ : -1)
  })
}

function compileRule(
  rule: AdmissionRuleConfig & { readonly afterMs?: number },
  type: number,
  path: string,
  names: Names,
  once: number,
): CompiledRule {
  const { name, afterMs = 0, when, empty, do: action } = rule
  if (name === '') throw new StrowgerError('missing', `${path}.name`, name, 'the reason that is told and counted')
  if (!(afterMs >= 0 && afterMs < Infinity)) {
    throw new StrowgerError('out-of-range', `${path}.afterMs`, afterMs, '0 ms or more, finite')
  }
  const asked: Asked[] = []
  if (when !== undefined) asked.push(askedOf(when, type, `${path}.when`, names))
  const compiled = compileAction(action, type, `${path}.do`, names)
  if ('type' in action && action.where !== undefined) {
    asked.push(askedOf(action.where, names.types.get(action.type)!, `${path}.do.where`, names))
  }
  return { name, type, afterMs, asked, absent: absentOf(empty, `${path}.empty`), action: compiled, once }
}

function askedOf(text: string, type: number, path: string, names: Names): Asked {
  return { type, condition: names.conditionOf(text, path), changes: changesOf(text, path) }
}

/** Which changes may turn a condition. */
function changesOf(text: string, path: string): number {
  const asks = new Set(namesOf(parseExpression(text, path)))
  const some = (of: readonly string[]) => of.some((name) => asks.has(name))
  return (
    (some(QUEUE_NAMES) ? Change.queue : 0) |
    (some(AGENT_NAMES) ? Change.agents : 0) |
    (asks.has('ewt') ? Change.any : 0)
  )
}

function absentOf(states: readonly AbsentState[] | undefined, path: string): Uint8Array | undefined {
  if (states === undefined) return undefined
  const absent = new Uint8Array(Object.keys(AgentState).length)
  for (const gone of [AgentState.signedOut, AgentState.unreachable, AgentState.removed]) absent[gone] = 1
  for (const [at, state] of states.entries()) {
    if (!Object.hasOwn(ABSENT, state)) {
      throw new StrowgerError('value', `${path}[${at}]`, state, suggest(state, Object.keys(ABSENT)))
    }
    absent[ABSENT[state]] = 1
  }
  return absent
}

function compileAction(action: RuleAction, from: number, path: string, names: Names): CompiledAction {
  if (Object.keys(action).filter((key) => key !== 'where').length !== 1) {
    throw new StrowgerError(
      'value',
      path,
      JSON.stringify(action),
      'exactly one of type, divert, refuse, announce, callback',
    )
  }
  if ('type' in action) {
    const type = typeNumber(action.type, from, `${path}.type`, names)
    if (type === from) throw new StrowgerError('value', `${path}.type`, action.type, 'another type than its own')
    return { do: 'move', type }
  }
  if ('callback' in action) {
    if (names.promises[from]!) return { do: 'callback', what: '' }
    throw new StrowgerError('missing', `types[${from}].callback`, undefined, 'what is promised to those who accept')
  }
  const [[key, what] = ['', '']] = Object.entries(action)
  if (key !== 'divert' && key !== 'refuse' && key !== 'announce') {
    throw new StrowgerError('value', path, key, 'one of type, divert, refuse, announce, callback')
  }
  if (what === '') throw new StrowgerError('missing', `${path}.${key}`, what, 'where to, or what the host plays')
  return { do: key, what }
}

function compileReserves(type: ContactTypeConfig, at: number, config: AcdConfig, names: Names): CompiledReserve[] {
  const seen = new Set<string>(type.groups ?? [])
  return (type.reserves ?? []).map((reserve, index) => {
    const path = `types[${at}].reserves[${index}]`
    const groups = reserve.groups.map((name, place) => {
      const group = names.groups.get(name)
      if (group === undefined) {
        const known = suggest(name, [...names.groups.keys()])
        throw new StrowgerError('unknown-group', `${path}.groups[${place}]`, name, known)
      }
      if (config.groups[group]!.tenant !== type.tenant) {
        throw new StrowgerError('other-tenant', `${path}.groups[${place}]`, name, 'a group of the same tenant')
      }
      if (seen.has(name)) {
        const remedy = 'a group that neither groups nor another reserve of the type names'
        throw new StrowgerError('duplicate-name', `${path}.groups[${place}]`, name, remedy)
      }
      seen.add(name)
      return group
    })
    const { name, opens, closes } = reserve
    if (name === '') throw new StrowgerError('missing', `${path}.name`, name, 'the reason that is told and counted')
    return {
      name,
      type: at,
      groups,
      opens: names.conditionOf(opens, `${path}.opens`),
      closes: names.conditionOf(closes, `${path}.closes`),
      changes: changesOf(opens, `${path}.opens`) | changesOf(closes, `${path}.closes`),
    }
  })
}
