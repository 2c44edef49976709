import { show } from '../issue.ts'
import { RETURN_CAUSES, type ReturnCause } from '../return-cause.ts'
import type { AnnouncementSpec, BalkingSpec, ReturnSpec, WaitAnnouncementSpec } from '../caller-spec.ts'
import type { ContactTypeSpec } from '../scenario.ts'
import type { RawAnnouncement, RawBalking, RawReturn, RawWaitAnnouncements } from '../schema/caller.ts'
import type { RawContactType } from '../schema/contact-type.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { isAlwaysZero, resolveDistribution } from './distribution.ts'
import type { TypeSelector } from './selector.ts'
import { durationMs } from './time.ts'
import { resolveTransfers } from './transfers.ts'

/** What callers of a type do beside waiting and talking; `path` is the type's. */
export function resolveCaller(
  raw: RawContactType,
  path: Path,
  context: Context,
): Pick<
  ContactTypeSpec,
  'balking' | 'announcements' | 'waitAnnouncements' | 'resolution' | 'callsAgain' | 'transfers'
> {
  return {
    ...(raw.balking !== undefined && { balking: resolveBalking(raw.balking, [...path, 'balking'], context) }),
    ...(raw.announcements !== undefined && {
      announcements: resolveAnnouncements(raw.announcements, [...path, 'announcements'], context),
    }),
    ...(raw.waitAnnouncements !== undefined && {
      waitAnnouncements: resolveWaitAnnouncements(raw.waitAnnouncements, [...path, 'waitAnnouncements'], context),
    }),
    ...(raw.resolution !== undefined && { resolution: raw.resolution }),
    ...(raw.callsAgain !== undefined && { callsAgain: resolveReturns(raw, path, context) }),
    ...(raw.transfers !== undefined && {
      transfers: resolveTransfers(raw.transfers, [...path, 'transfers'], context),
    }),
  }
}

/** Checks that those who call again as another type call as one that there is. */
export function checkReturns(types: readonly ContactTypeSpec[], selector: TypeSelector, context: Context): void {
  const seen = new Set<string>()
  for (const { base, callsAgain } of types) {
    if (callsAgain === undefined || seen.has(base)) continue
    seen.add(base)
    for (const cause of RETURN_CAUSES) {
      const as = context.raw.types[base]?.callsAgain?.[cause]?.as
      if (as === undefined) continue
      const path = ['types', base, 'callsAgain', cause, 'as']
      const found = selector.select(as, path)
      if (found.length <= 1) continue
      const remedy = `write one of its parts, such as ${show(found[0]!.id)}`
      context.issues.add('wrong-value', path, `${show(as)} is split, so that it is not one type`, remedy)
    }
  }
}

function resolveBalking(raw: RawBalking, path: Path, { issues }: Context): readonly BalkingSpec[] {
  if (typeof raw === 'number') return [{ ahead: 0, probability: raw }]
  for (const [index, { ahead }] of raw.entries()) {
    if (index === 0 || ahead > raw[index - 1]!.ahead) continue
    const problem = `the step from ${ahead} ahead comes after the one from ${raw[index - 1]!.ahead}`
    issues.add('out-of-range', [...path, index, 'ahead'], problem, 'write the steps in ascending order')
  }
  return raw
}

function resolveAnnouncements(
  raw: readonly RawAnnouncement[],
  path: Path,
  { issues }: Context,
): readonly AnnouncementSpec[] {
  const heard = new Set<number>()
  return raw.map(({ after, every, leave = 0, patience = 1 }, index) => {
    const afterMs = durationMs(after)
    if (heard.has(afterMs)) {
      const problem = `another announcement is heard after ${show(after)}`
      issues.add('conflicting-keys', [...path, index, 'after'], problem, 'make one of the two')
    }
    heard.add(afterMs)
    return {
      afterMs,
      everyMs: every === undefined ? Infinity : durationMs(every),
      leave,
      patienceFactor: patience,
    }
  })
}

function resolveWaitAnnouncements(raw: RawWaitAnnouncements, path: Path, { issues }: Context): WaitAnnouncementSpec {
  const { first = '30s', every = '1m', steps, neverLonger = true, repeatSame = false } = raw
  const stepsMs = steps?.map(durationMs)
  for (const [index, ms] of (stepsMs ?? []).entries()) {
    if (index === 0 || ms > stepsMs![index - 1]!) continue
    const problem = `${show(steps![index])} is not longer than the step before, ${show(steps![index - 1])}`
    issues.add('out-of-range', [...path, 'steps', index], problem, 'write the waits in ascending order')
  }
  const spoken = stepsMs === undefined ? {} : { stepsMs }
  return { firstMs: durationMs(first), everyMs: durationMs(every), ...spoken, neverLonger, repeatSame }
}

function resolveReturns(raw: RawContactType, path: Path, context: Context): NonNullable<ContactTypeSpec['callsAgain']> {
  const rules = RETURN_CAUSES.flatMap((cause): [ReturnCause, ReturnSpec][] => {
    const rule = raw.callsAgain?.[cause]
    return rule === undefined ? [] : [[cause, resolveReturn(rule, [...path, 'callsAgain', cause], context)]]
  })
  if (raw.callsAgain?.unresolved !== undefined && raw.resolution === undefined) {
    const usedByGroup = Object.values(context.raw.groups).some(({ resolution }) => resolution !== undefined)
    if (!usedByGroup) {
      const problem = 'every matter is settled, since no resolution is written'
      const remedy = 'write resolution, such as 0.8, for the type or its groups'
      context.issues.add('conflicting-keys', [...path, 'callsAgain', 'unresolved'], problem, remedy)
    }
  }
  return Object.fromEntries(rules)
}

function resolveReturn(raw: RawReturn, path: Path, context: Context): ReturnSpec {
  const after = resolveDistribution(raw.after, [...path, 'after'], context)
  // Somebody who calls again at once for ever would stop the clock.
  if (isAlwaysZero(after)) {
    const problem = 'a caller cannot call again in the same instant'
    context.issues.add('out-of-range', [...path, 'after'], problem, 'write a time above 0, such as "5m"')
  }
  const { probability, atMost = Infinity, as } = raw
  return { probability, after, atMost, ...(as !== undefined && { as }) }
}
