import type { MediaCounters } from './media-command.ts'
import { addRefused, nothingRefused } from './refused.ts'

/** Counters of several threads together: sums, and the longest tick of any. */
export function sumOfCounters(counters: readonly MediaCounters[]): MediaCounters {
  const sum: MediaCounters = {
    legs: 0,
    recordings: 0,
    packetsReceived: 0,
    packetsSent: 0,
    sendFailures: 0,
    digits: 0,
    digitsAgain: 0,
    ticks: 0,
    lateTicks: 0,
    skippedTicks: 0,
    longestTickMs: 0,
    refused: nothingRefused(),
  }
  for (const each of counters) {
    sum.legs += each.legs
    sum.recordings += each.recordings
    sum.packetsReceived += each.packetsReceived
    sum.packetsSent += each.packetsSent
    sum.sendFailures += each.sendFailures
    sum.digits += each.digits
    sum.digitsAgain += each.digitsAgain
    sum.ticks += each.ticks
    sum.lateTicks += each.lateTicks
    sum.skippedTicks += each.skippedTicks
    sum.longestTickMs = Math.max(sum.longestTickMs, each.longestTickMs)
    addRefused(sum.refused, each.refused)
  }
  return sum
}
