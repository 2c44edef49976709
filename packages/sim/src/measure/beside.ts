import type { BesideCounts } from '../run/beside-tally.ts'
import type { Observation } from '../run/observation.ts'
import type { Label } from '../scenario/scenario.ts'
import { estimateMean, estimateRatio } from '../stats/estimate.ts'
import type { Line } from './line.ts'

const CONSULTS: readonly {
  readonly name: Exclude<keyof BesideCounts, 'answeredWaitMs' | 'givenUpWithin' | 'orders'>
  readonly label: Label
  readonly isPart: boolean
}[] = [
  { name: 'begun', label: { en: 'consultations', zh: '咨询' }, isPart: false },
  { name: 'answered', label: { en: 'somebody was found', zh: '咨询接通' }, isPart: true },
  { name: 'answeredWithin', label: { en: 'found within the threshold', zh: '阈值内接通' }, isPart: true },
  { name: 'givenUp', label: { en: 'given up before', zh: '咨询未接通而放弃' }, isPart: true },
  { name: 'transferred', label: { en: 'the caller stayed there', zh: '咨询后转接' }, isPart: true },
  { name: 'conferences', label: { en: 'three talked', zh: '三方通话' }, isPart: true },
  { name: 'unheard', label: { en: 'to be heard, and no supervisor was free', zh: '班长忙，未能监听' }, isPart: false },
]

const ORDERS: Readonly<Record<string, Label>> = {
  listen: { en: 'supervisor listened', zh: '班长监听' },
  'stop-listening': { en: 'supervisor stopped listening', zh: '班长结束监听' },
  whisper: { en: 'supervisor whispered', zh: '班长耳语' },
  'barge-in': { en: 'supervisor barged in', zh: '班长强插' },
  intercept: { en: 'supervisor intercepted', zh: '班长拦截' },
  'force-sign-out': { en: 'forced sign-out', zh: '强制签出' },
  'force-not-ready': { en: 'forced not ready', zh: '强制示忙' },
  'force-ready': { en: 'forced ready', zh: '强制示闲' },
}

/** Consultations, and supervisors' orders that were carried out, per replication; empty where there are none. */
export function besideLines(observations: readonly Observation[]): Line[] {
  const line = (name: string, label: Label, isPart: boolean, count: (counts: BesideCounts) => number): Line => {
    const estimate = estimateMean(observations.map(({ beside }) => (beside === undefined ? 0 : count(beside))))
    return { name, label, unit: 'contacts', estimate, isPart }
  }
  const consults = CONSULTS.map(({ name, label, isPart }) =>
    line(`consults.${name}`, label, isPart, (counts) => counts[name]),
  )
  const orders = Object.entries(ORDERS).map(([order, label]) =>
    line(`orders.${order}`, label, false, (counts) => counts.orders[order] ?? 0),
  )
  const counted = [...consults, ...orders].filter(({ estimate }) => estimate.mean > 0)
  return [...counted, ...waitLines(observations)]
}

/** How long agents who asked somebody waited for it, with the caller on hold. */
function waitLines(observations: readonly Observation[]): Line[] {
  const found = observations.map(({ beside }) => beside?.answered ?? 0)
  if (found.every((count) => count === 0)) return []
  const waitedMs = observations.map(({ beside }) => beside?.answeredWaitMs ?? 0)
  const label = { en: 'mean wait for who was asked', zh: '咨询平均等待' }
  return [{ name: 'consults.meanWaitMs', label, unit: 'ms', estimate: estimateRatio(waitedMs, found) }]
}
