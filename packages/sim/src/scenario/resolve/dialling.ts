import { MS_PER_DAY } from '../clock.ts'
import type {
  CallbackSpec,
  CalledSpec,
  CampaignSpec,
  FollowUpSpec,
  RedialSpec,
  UnreachedBy,
  WinBackSpec,
} from '../dialling-spec.ts'
import { typesInFlows } from '../../flow/types-in-flows.ts'
import type { FlowsSpec } from '../flows-spec.ts'
import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ContactTypeSpec } from '../scenario.ts'
import type { RawContactType } from '../schema/contact-type.ts'
import type { RawCalled, RawCampaign, RawRedial, RawRetry } from '../schema/dialling.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { resolveDistribution } from './distribution.ts'
import { resolveLabel } from './label.ts'
import type { TypeSelector } from './selector.ts'
import { clockMs, durationMs } from './time.ts'

/** Who of a type is called, by whom and when; `path` is the type's. */
export function resolveCalls(
  raw: RawContactType,
  path: Path,
  context: Context,
): Pick<ContactTypeSpec, 'callback' | 'followUps' | 'winBack'> {
  return {
    ...(raw.callback !== undefined && { callback: resolveCallback(raw, [...path, 'callback'], context) }),
    ...(raw.followUps !== undefined && { followUps: resolveFollowUps(raw.followUps, [...path, 'followUps'], context) }),
    ...(raw.winBack !== undefined && { winBack: resolveWinBack(raw.winBack, [...path, 'winBack'], context) }),
  }
}

/** The campaigns in the order of the file. */
export function resolveCampaigns(selector: TypeSelector, context: Context): CampaignSpec[] {
  const { raw, root, issues } = context
  const dialled = new Map<string, string>()
  return keysAt(root, ['campaigns']).flatMap((name) => {
    const campaign = raw.campaigns?.[name]
    if (campaign === undefined) return []
    const path = ['campaigns', name]
    const type = oneType(campaign.type, [...path, 'type'], selector, context)
    const other = dialled.get(type)
    if (other !== undefined) {
      const problem = `campaign ${show(other)} dials ${show(type)}, too`
      issues.add('conflicting-keys', [...path, 'type'], problem, 'give each campaign a contact type of its own')
    }
    dialled.set(type, name)
    return [resolveCampaign(name, type, campaign, { path, selector, context })]
  })
}

/** Checks that nobody in a flow is called: the flow says there what becomes of callers. */
export function checkCallsInFlows(types: readonly ContactTypeSpec[], flows: FlowsSpec, { issues }: Context): void {
  const inFlows = new Set(typesInFlows(flows.config).map(({ name }) => name))
  const seen = new Set<string>()
  for (const { id, base, callback, winBack } of types) {
    if (seen.has(base) || (!inFlows.has(id) && !flows.calls.has(id))) continue
    seen.add(base)
    for (const [key, value] of Object.entries({ callback, winBack })) {
      if (value === undefined) continue
      const problem = 'contacts of this type are in a flow, which says what becomes of them'
      issues.add('conflicting-keys', ['types', base, key], problem, 'use a callback node of the flow, or remove it')
    }
  }
}

function resolveCampaign(
  id: string,
  type: string,
  raw: RawCampaign,
  { path, selector, context }: { readonly path: Path; readonly selector: TypeSelector; readonly context: Context },
): CampaignSpec {
  const { label, mode, lists = [], reserve, holds, abandonCap, maxHold, wrongParty } = raw
  for (const key of ['abandonCap', 'maxHold'] as const) {
    if (raw[key] === undefined || mode === 'predictive') continue
    const problem = `${key} has no meaning in mode ${mode}, which dials for agents who wait on the line`
    context.issues.add('conflicting-keys', [...path, key], problem, 'write mode: predictive, or remove it')
  }
  return {
    id,
    label: resolveLabel(label, id),
    type,
    mode,
    lists: lists
      .flatMap(({ at, contacts }, index) => listed(at, contacts, [...path, 'lists', index, 'at'], context))
      .toSorted((a, b) => a.atMs - b.atMs),
    ...(reserve !== undefined && { reserve }),
    ...(holds !== undefined && {
      holds: holds.map((hold, index) => ({
        type: oneType(hold.type, [...path, 'holds', index, 'type'], selector, context),
        when: hold.when,
      })),
    }),
    ...(abandonCap !== undefined && { abandonCap }),
    ...(maxHold !== undefined && { maxHoldMs: durationMs(maxHold) }),
    ...(wrongParty !== undefined && {
      wrongParty: {
        probability: wrongParty.probability,
        talk: resolveDistribution(wrongParty.talk, [...path, 'wrongParty', 'talk'], context),
      },
    }),
    ...resolveRedial(raw, path, context),
  }
}

/** A list, each day of the run anew; from time zero. */
function listed(at: string, contacts: number, path: Path, { run, issues }: Context): CampaignSpec['lists'] {
  const firstMs = clockMs(at) - run.startsAtMs
  const endsMs = run.warmUpMs + run.durationMs
  if (firstMs < 0 || firstMs >= endsMs) {
    issues.add('out-of-range', path, `${show(at)} is outside the run`, 'write a time of day inside it')
    return []
  }
  const days = Math.ceil((endsMs - firstMs) / MS_PER_DAY)
  return Array.from({ length: days }, (_, day) => ({ atMs: firstMs + day * MS_PER_DAY, contacts }))
}

function resolveCallback(raw: RawContactType, path: Path, context: Context): CallbackSpec {
  const { accepts, promise, priorityWhenDue } = raw.callback!
  const isOffered = [...(raw.admission ?? []), ...(raw.overflow ?? [])].some((rule) => rule.callback !== undefined)
  if (!isOffered) {
    const remedy = 'add one to overflow, such as { name: long wait, when: "waiting >= 10", callback: true }'
    context.issues.add('conflicting-keys', path, 'no rule of the type offers it', remedy)
  }
  return {
    accepts,
    promiseMs: durationMs(promise),
    ...(priorityWhenDue !== undefined && { priorityWhenDue }),
    ...resolveRedial(raw.callback!, path, context),
  }
}

function resolveRedial(raw: RawRedial, path: Path, context: Context): RedialSpec {
  const { called, attempts, retry, ringsFor, expire } = raw
  return {
    called: called === undefined ? { reached: 1, machine: 0, busy: 0 } : resolveCalled(called, path, context),
    ...(attempts !== undefined && { attempts }),
    ...(retry !== undefined && resolveRetry(retry)),
    ...(ringsFor !== undefined && { ringMs: durationMs(ringsFor) }),
    ...(expire !== undefined && { expireMs: durationMs(expire) }),
  }
}

function resolveRetry(raw: RawRetry): Pick<RedialSpec, 'giveUpAfter' | 'retryMs' | 'retryMsAfter'> {
  if (typeof raw === 'string') return { retryMs: durationMs(raw) }
  const ends: readonly (readonly [UnreachedBy, string | undefined])[] = [
    ['busy', raw.busy],
    ['machine', raw.machine],
    ['no-answer', raw.noAnswer],
  ]
  const timed = ends.flatMap(([end, after]) =>
    after === undefined || after === 'never' ? [] : [[end, durationMs(after)] as const],
  )
  return {
    retryMsAfter: Object.fromEntries(timed),
    giveUpAfter: ends.flatMap(([end, after]) => (after === 'never' ? [end] : [])),
  }
}

function resolveCalled(raw: RawCalled, path: Path, context: Context): CalledSpec {
  const { reached, machine = 0, busy = 0 } = raw
  const here = [...path, 'called']
  const sum = reached + machine + busy
  if (sum > 1 + 1e-9) {
    const problem = `the probabilities of reached, machine and busy add up to ${sum}`
    context.issues.add('out-of-range', here, problem, 'write probabilities that add up to 1 at most')
  }
  const law = (key: 'after' | 'busyAfter' | 'machineAfter') =>
    raw[key] === undefined ? {} : { [key]: resolveDistribution(raw[key], [...here, key], context) }
  return { reached, machine, busy, ...law('after'), ...law('machineAfter'), ...law('busyAfter') }
}

function resolveFollowUps(
  raw: NonNullable<RawContactType['followUps']>,
  path: Path,
  context: Context,
): readonly FollowUpSpec[] {
  const groups = keysAt(context.root, ['groups'])
  return raw.map(({ campaign, probability, after, from }, index) => {
    const here = [...path, index]
    checkCampaign(campaign, [...here, 'campaign'], context)
    for (const [at, group] of (from ?? []).entries()) {
      if (groups.includes(group)) continue
      const problem = `there is no agent group ${show(group)}`
      context.issues.add('unknown-name', [...here, 'from', at], problem, suggest(group, groups))
    }
    return {
      campaign,
      probability,
      after: resolveDistribution(after, [...here, 'after'], context),
      ...(from !== undefined && { from }),
    }
  })
}

function resolveWinBack(raw: NonNullable<RawContactType['winBack']>, path: Path, context: Context): WinBackSpec {
  const { campaign, after, minWait = 0 } = raw
  checkCampaign(campaign, [...path, 'campaign'], context)
  return { campaign, afterMs: durationMs(after), minWaitMs: durationMs(minWait) }
}

function checkCampaign(name: string, path: Path, { root, issues }: Context): void {
  const campaigns = keysAt(root, ['campaigns'])
  if (campaigns.includes(name)) return
  issues.add('unknown-name', path, `there is no campaign ${show(name)}`, suggest(name, campaigns))
}

/** Id of the one type that a name means. */
function oneType(name: string, path: Path, selector: TypeSelector, { issues }: Context): string {
  const found = selector.select(name, path)
  if (found.length > 1) {
    const remedy = `write one of its parts, such as ${show(found[0]!.id)}`
    issues.add('wrong-value', path, `${show(name)} is split, so that it is not one type`, remedy)
  }
  return found[0]?.id ?? name
}
