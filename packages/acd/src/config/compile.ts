import type { CompiledRules } from '../admission/compiled-rule.ts'
import { compileRules } from '../admission/compile-rules.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { Demand, Ring } from '../match/eligibility.ts'
import { SkillNames, type SkillProfile } from '../match/skill-profile.ts'
import { PRIORITIES } from '../queue/waiting-lists.ts'
import { Capacity, Channels } from './channels.ts'
import { preferred, required } from './asked-skills.ts'
import { compileGroupQueues, openAfter, type QueuePriorities } from './group-queues.ts'
import { compileTrunkGroups, type CompiledTrunkGroup } from '../trunk/trunk-book.ts'
import type {
  AcdConfig,
  AgentGroupConfig,
  ContactTypeConfig,
  RefusalConfig,
  RingConfig,
  StageConfig,
} from './config.ts'

/** A contact's stage is one byte. */
const MOST_STAGES = 255
/** TaskRouter's limit of reserved workers; more telephones than this ring in no queue. */
const MOST_RUNG = 50

/** A contact type with names resolved; its stage k is the demand `firstDemand + k`. */
export interface CompiledType {
  readonly name: string
  readonly channel: number
  readonly priority: number
  readonly wrapUpMs: number
  /** Ceiling of after-call work where the contact was handed on: that above, or 0. */
  readonly wrapUpAfterTransferMs: number
  readonly headStartMs: number
  readonly firstDemand: number
  readonly tenant: string | undefined
  /** Waiting times at which stages 1, 2, … open, delays of groups among them, ms. */
  readonly stageAfterMs: Float64Array
}

/** An agent group with defaults filled in. */
export interface CompiledGroup {
  readonly name: string
  readonly skills: SkillProfile
  readonly capacity: Capacity
  readonly tenant: string | undefined
  readonly autoAnswer: boolean
  readonly offerTimeoutMs: number
  readonly afterNoAnswer: RefusalConfig
  readonly afterDecline: RefusalConfig
}

/** A configuration that has been checked and interned. */
export interface CompiledConfig {
  readonly skillNames: SkillNames
  readonly channels: Channels
  readonly types: readonly CompiledType[]
  readonly groups: readonly CompiledGroup[]
  readonly demands: readonly Demand[]
  readonly queuePriorities: QueuePriorities
  readonly trunks: number
  readonly trunkGroups: readonly CompiledTrunkGroup[]
  readonly rules: CompiledRules
}

/**
 * Checks a configuration and interns its names.
 *
 * @throws StrowgerError naming the path of the first mistake
 */
export function compileConfig(config: AcdConfig): CompiledConfig {
  const skillNames = new SkillNames(config.skills ?? [])
  const groupNumbers = numbered('groups', config.groups)
  const tenants = config.groups.map(({ tenant }) => tenant)
  const queues = compileGroupQueues(config.groups, config.types, numbered('types', config.types))
  const channels = new Channels(config.channels ?? [{ name: 'voice' }])
  const demands: Demand[] = []
  const types = config.types.map((type, at) =>
    compileType(type, at, channels, skillNames, groupNumbers, tenants, queues.delaysMs[at]!, demands),
  )
  const groups = config.groups.map((group, at) => compileGroup(group, at, channels, skillNames))
  const trunks = config.trunks ?? Infinity
  if (!(trunks >= 0)) throw new StrowgerError('out-of-range', 'trunks', trunks, 'a number of trunks, 0 or more')
  const trunkGroups = compileTrunkGroups(config.trunkGroups ?? [], config.types)
  const rules = compileRules(config)
  const { priorities: queuePriorities } = queues
  return { skillNames, channels, types, groups, demands, queuePriorities, trunks, trunkGroups, rules }
}

function compileType(
  type: ContactTypeConfig,
  at: number,
  channels: Channels,
  skillNames: SkillNames,
  groupNumbers: ReadonlyMap<string, number>,
  tenants: readonly (string | undefined)[],
  delaysMs: Float64Array,
  demands: Demand[],
): CompiledType {
  const path = `types[${at}]`
  const priority = type.priority ?? 0
  if (!Number.isInteger(priority) || priority < 0 || priority >= PRIORITIES) {
    throw new StrowgerError('out-of-range', `${path}.priority`, priority, 'a whole number from 0 to 31, larger first')
  }
  const wrapUpMs = type.wrapUpMs ?? 0
  if (!(wrapUpMs >= 0)) throw new StrowgerError('out-of-range', `${path}.wrapUpMs`, wrapUpMs, '0 ms or more')
  const headStartMs = type.headStartMs ?? 0
  if (!Number.isFinite(headStartMs)) {
    throw new StrowgerError('out-of-range', `${path}.headStartMs`, headStartMs, 'a finite number of ms')
  }
  const stages = type.stages ?? []
  for (const [index, stage] of stages.entries()) checkStageTime(stage, stages[index - 1], `${path}.stages[${index}]`)
  const ownMs = stages.map(({ afterMs }) => afterMs)
  const stageAfterMs = Float64Array.from(new Set([...ownMs, ...delaysMs.filter((delayMs) => delayMs > 0)])).sort()
  if (stageAfterMs.length > MOST_STAGES) {
    const right = `at most ${MOST_STAGES} stages, delays of groups among them`
    throw new StrowgerError('out-of-range', `${path}.stages`, stageAfterMs.length, right)
  }
  const channel = type.channel === undefined ? 0 : channels.numberOf(type.channel, `${path}.channel`)
  const firstDemand = demands.length
  let requires = required(type.requires ?? {}, skillNames, `${path}.requires`)
  let score = preferred(type.prefers ?? [], skillNames, `${path}.prefers`)
  const own = Uint8Array.from(tenants, (tenant) => (tenant === type.tenant ? 1 : 0))
  const reserved = new Set((type.reserves ?? []).flatMap((reserve) => reserve.groups))
  let groups = groupSet(type.groups, groupNumbers, own, `${path}.groups`)
  // Unless they are named, a type's groups are all that it does not keep in reserve.
  if (type.groups === undefined) groups = without(groups, reserved, groupNumbers)
  let ring = compileRing(type.ring ?? { atOnce: 1 }, `${path}.ring`)
  demands.push({ type: at, stage: 0, channel, ring, ...requires, score, groups: openAfter(groups, delaysMs, 0) })
  for (const [index, afterMs] of stageAfterMs.entries()) {
    const ownAt = ownMs.indexOf(afterMs)
    const stage: Omit<StageConfig, 'afterMs'> = stages[ownAt] ?? {}
    const stagePath = `${path}.stages[${ownAt}]`
    if (stage.requires !== undefined) requires = required(stage.requires, skillNames, `${stagePath}.requires`)
    if (stage.prefers !== undefined) score = preferred(stage.prefers, skillNames, `${stagePath}.prefers`)
    if (stage.groups !== undefined) groups = groupSet(stage.groups, groupNumbers, own, `${stagePath}.groups`)
    if (stage.ring !== undefined) ring = compileRing(stage.ring, `${stagePath}.ring`)
    demands.push({
      type: at,
      stage: index + 1,
      channel,
      ring,
      ...requires,
      score,
      groups: openAfter(groups, delaysMs, afterMs),
    })
  }
  const wrapUpAfterTransferMs = type.wrapUpAfterTransfer === true ? wrapUpMs : 0
  return {
    name: type.name,
    channel,
    priority,
    wrapUpMs,
    wrapUpAfterTransferMs,
    headStartMs,
    firstDemand,
    stageAfterMs,
    tenant: type.tenant,
  }
}

/** Undefined where one agent at a time is rung: then no round is kept. */
function compileRing({ atOnce = MOST_RUNG, sameGroup = false, everyMs }: RingConfig, path: string): Ring | undefined {
  if (!(atOnce >= 1 && atOnce <= MOST_RUNG && Number.isInteger(atOnce))) {
    throw new StrowgerError('out-of-range', `${path}.atOnce`, atOnce, `a whole number from 1 to ${MOST_RUNG}`)
  }
  if (everyMs !== undefined && !(everyMs > 0 && everyMs < Infinity)) {
    throw new StrowgerError('out-of-range', `${path}.everyMs`, everyMs, 'more than 0 ms, finite')
  }
  return atOnce === 1 ? undefined : { atOnce, sameGroup, everyMs }
}

function checkStageTime(stage: StageConfig, before: StageConfig | undefined, path: string): void {
  const least = before?.afterMs ?? 0
  if (!(stage.afterMs > least) || stage.afterMs === Infinity) {
    throw new StrowgerError('out-of-range', `${path}.afterMs`, stage.afterMs, `more than ${least} ms, and finite`)
  }
}

function without(groups: Uint8Array, names: ReadonlySet<string>, numbers: ReadonlyMap<string, number>): Uint8Array {
  const left = groups.slice()
  for (const name of names) left[numbers.get(name) ?? left.length] = 0
  return left
}

function compileGroup(group: AgentGroupConfig, at: number, channels: Channels, skillNames: SkillNames): CompiledGroup {
  const path = `groups[${at}]`
  const offerTimeoutMs = group.offerTimeoutMs ?? 20_000
  if (!(offerTimeoutMs > 0)) {
    throw new StrowgerError('out-of-range', `${path}.offerTimeoutMs`, offerTimeoutMs, 'more than 0 ms')
  }
  return {
    name: group.name,
    skills: skillNames.profile(group.skills ?? {}, `${path}.skills`),
    capacity: new Capacity(group.capacity ?? {}, channels, `${path}.capacity`),
    tenant: group.tenant,
    autoAnswer: group.autoAnswer ?? false,
    offerTimeoutMs,
    afterNoAnswer: refusal(group.afterNoAnswer ?? { become: 'not-ready', forMs: Infinity }, `${path}.afterNoAnswer`),
    afterDecline: refusal(group.afterDecline ?? { become: 'ready', forMs: Infinity }, `${path}.afterDecline`),
  }
}

function refusal(given: RefusalConfig, path: string): RefusalConfig {
  if (!(given.forMs > 0)) throw new StrowgerError('out-of-range', `${path}.forMs`, given.forMs, 'more than 0 ms')
  const { signOutAfter = 1 } = given
  if (!(Number.isInteger(signOutAfter) && signOutAfter >= 1)) {
    throw new StrowgerError('out-of-range', `${path}.signOutAfter`, signOutAfter, 'a whole number, 1 or more')
  }
  return given
}

function numbered(what: string, items: readonly { readonly name: string }[]): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const [at, { name }] of items.entries()) {
    if (numbers.has(name)) throw new StrowgerError('duplicate-name', `${what}[${at}].name`, name, 'name each once')
    numbers.set(name, at)
  }
  return numbers
}

/** One byte per group: 1 where it is named, or everywhere when no names are given, inside the tenant. */
function groupSet(
  names: readonly string[] | undefined,
  numbers: ReadonlyMap<string, number>,
  own: Uint8Array,
  path: string,
): Uint8Array {
  if (names === undefined) return own
  const set = new Uint8Array(numbers.size)
  for (const [at, name] of names.entries()) {
    const group = numbers.get(name)
    if (group === undefined) {
      throw new StrowgerError('unknown-group', `${path}[${at}]`, name, 'one of the names in groups')
    }
    if (own[group] === 0) {
      throw new StrowgerError('other-tenant', `${path}[${at}]`, name, 'a group of the same tenant')
    }
    set[group] = 1
  }
  return set
}
