import {
  type DeskCommand,
  DESK_JOURNAL_HEAD,
  deskJournalLine,
  type DeskSnapshot,
  readDeskJournal,
  StrowgerError,
} from '@strowger/acd'
import type { Sources } from './sources.ts'

/** What a host routes by: the files of the scenario, where numbers lead, who the agents are. */
export interface Setup {
  readonly sources: Sources
  /** Called number → flow or contact type. */
  readonly numbers: Readonly<Record<string, string>>
  /** Numbers of agents in the order of the engine's: who comes again after having left stands here again. */
  readonly agents: readonly string[]
}

/** The first line of a host's journal: everything that its desk knew when it began. */
export interface JournalHead extends Setup {
  readonly strowgerHostJournal: 1
  /** Counts the journals of a host, from 1 on. */
  readonly part: number
  /** null: the desk was new. */
  readonly snapshot: DeskSnapshot | null
}

/** A line that changes what is routed by, while callers are inside. */
export interface SetupLine extends Setup {
  readonly do: 'set-up'
  readonly atMs: number
}

/** Somebody is promised a call, or was called. What the engine does not know, and a restart must. */
export interface PromiseLine {
  readonly do: 'promise' | 'promise-over'
  readonly atMs: number
  readonly ref: number
  readonly number: string
  readonly type: string
  readonly untilMs: number | null
}

/** Somebody is to be called for a contact of the engine, which knows no numbers; or is so no more. */
export interface NumberLine {
  readonly do: 'to-call' | 'called'
  readonly atMs: number
  readonly contact: number
  readonly number: string
}

/** What a host takes down beside its commands. */
export type HostNote = PromiseLine | NumberLine

/** A line of a host's journal after the first. */
export type JournalLine = DeskCommand | SetupLine | HostNote

const NOTES: ReadonlySet<string> = new Set<HostNote['do']>(['promise', 'promise-over', 'to-call', 'called'])
const OWN_LINE = /^\{"do":"(?:set-up|promise|promise-over|to-call|called)"/

/** How the first line of a host's journal begins. */
export const HOST_JOURNAL_START = '{"strowgerHostJournal":1'

/** True for the text, or the beginning, of a host's journal. */
export function isHostJournal(text: string): boolean {
  return text.startsWith(HOST_JOURNAL_START)
}

/** The first line. */
export function headLine(head: Omit<JournalHead, 'strowgerHostJournal'>): string {
  return JSON.stringify({ strowgerHostJournal: 1, ...head })
}

/** Any other line. */
export function hostJournalLine(line: JournalLine): string {
  return isHostLine(line) ? JSON.stringify(line) : deskJournalLine(line)
}

/**
 * Reads the head of a journal.
 *
 * @throws StrowgerError `journal` when it is none of this version
 */
export function readHead(text: string): JournalHead {
  const end = text.indexOf('\n')
  try {
    const head: unknown = JSON.parse(end < 0 ? '' : text.slice(0, end))
    // Written by this program; what its files and snapshot are worth, those who read them say.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    if (typeof head === 'object' && head !== null && 'strowgerHostJournal' in head) return head as JournalHead
  } catch {
    // Told below.
  }
  throw new StrowgerError('journal', 'line 1', text.slice(0, 60), `${HOST_JOURNAL_START}…: a host's journal`)
}

/**
 * Reads the lines after the head. A last line that was cut off by a crash is left out: it was never done.
 *
 * @throws StrowgerError `journal` with the line's number for one that is none
 */
export function* readLines(text: string): Generator<JournalLine> {
  const lines = text.split('\n')
  for (let at = 1; at < lines.length - 1; at += 1) {
    const line = lines[at]!
    if (OWN_LINE.test(line)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as for the head
      yield JSON.parse(line) as SetupLine | HostNote
      continue
    }
    try {
      yield* readDeskJournal(`${DESK_JOURNAL_HEAD}\n${line}\n`)
    } catch (error) {
      if (!(error instanceof StrowgerError)) throw error
      throw new StrowgerError('journal', `line ${at + 1}`, line, 'a command of this version')
    }
  }
}

/** Everything up to the last line that is whole. */
export function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1)
}

/** True for what the engine is not told. */
export function isNote(line: JournalLine): line is HostNote {
  return NOTES.has(line.do)
}

function isHostLine(line: JournalLine): line is SetupLine | HostNote {
  return line.do === 'set-up' || isNote(line)
}
