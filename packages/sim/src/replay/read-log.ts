import type { Label } from '../scenario/scenario.ts'
import type { RecordedCall } from './recorded-call.ts'

/** Why a row of a log was dropped, or how a row that was kept was mended. */
export interface RowRemark {
  /** Stable and in kebab-case, e.g. `never-queued`. */
  readonly reason: string
  readonly label: Label
}

/** Rows to which one remark applies. */
export interface RemarkedRows extends RowRemark {
  /** At least 1. */
  readonly rows: number
  /** Line of the first of them in its file, from 1 on. */
  readonly firstLine: number
}

/** What a log became: `rows` = calls + dropped rows. */
export interface ReadLog {
  /** Name of the {@link LogFormat}. */
  readonly format: string
  /** Rows that are not empty, without the header. */
  readonly rows: number
  /** In the order of the log. */
  readonly calls: readonly RecordedCall[]
  /** Rows that did not become calls; every such row has exactly one reason. */
  readonly dropped: readonly RemarkedRows[]
  /** Rows that became calls although something in them is wrong or missing; a row may be in several. */
  readonly mended: readonly RemarkedRows[]
}

/** Counts remarks in the order in which they first come. */
export class RemarkCounter {
  readonly #seen: Map<string, { remark: RowRemark; rows: number; firstLine: number }> = new Map()

  /** Counts the row on `line`, from 1 on. O(1). */
  add(remark: RowRemark, line: number): void {
    const seen = this.#seen.get(remark.reason)
    if (seen === undefined) this.#seen.set(remark.reason, { remark, rows: 1, firstLine: line })
    else seen.rows += 1
  }

  /** The counts, the most frequent first. */
  get rows(): readonly RemarkedRows[] {
    return [...this.#seen.values()]
      .map(({ remark, rows, firstLine }) => ({ ...remark, rows, firstLine }))
      .sort((a, b) => b.rows - a.rows || a.firstLine - b.firstLine)
  }
}

/**
 * Joins the logs of several files; calls stay in the order of the files. The first line of a joined remark is that of
 * the first file that has it.
 */
export function joinLogs(logs: readonly ReadLog[]): ReadLog {
  return {
    format: [...new Set(logs.map((log) => log.format))].join(', '),
    rows: logs.reduce((sum, log) => sum + log.rows, 0),
    calls: logs.flatMap((log) => log.calls),
    dropped: joinRemarks(logs.flatMap((log) => log.dropped)),
    mended: joinRemarks(logs.flatMap((log) => log.mended)),
  }
}

function joinRemarks(all: readonly RemarkedRows[]): RemarkedRows[] {
  const joined = new Map<string, RemarkedRows>()
  for (const remark of all) {
    const before = joined.get(remark.reason)
    joined.set(remark.reason, before === undefined ? remark : { ...before, rows: before.rows + remark.rows })
  }
  return [...joined.values()].sort((a, b) => b.rows - a.rows)
}
