#!/usr/bin/env node
/**
 * The engine driven by the wall clock: `wall-clock <configuration.json> <journal> [<number of the last event seen>]`.
 *
 * A line of stdin is a command without its time, which the host puts in: `{"do":"offer","type":0,"ref":7}`. A line of
 * stdout is what a command returned, `{"did":"offer","result":1}`, a mistake, `{"error":"agent: 9 — …"}`, or an event
 * with its number, `{"n":1,"kind":"arrived",…}`. Each command is in the journal before it is done: started again on the
 * same journal, the host has the queue as it was, and prints the events after the last one seen.
 */
import { fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { type AcdCommand, AcdEngine, JOURNAL_HEAD, journalLine, perform, readJournal } from '@strowger/acd'

/** Node fires a timer with a longer delay at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1
const OF_AGENT = ['n', 'kind', 'atMs', 'agent', 'state', 'reason']
const OF_CONTACT = ['n', 'kind', 'atMs', 'contact', 'ref', 'type', 'agent', 'durationMs']

const [configFile, journalFile, seen = '0'] = process.argv.slice(2)
if (configFile === undefined || journalFile === undefined || !/^\d+$/.test(seen)) {
  process.stderr.write('wall-clock <configuration.json> <journal> [<number of the last event seen>]\n')
  process.exit(2)
}
const engine = new AcdEngine(JSON.parse(readFileSync(configFile, 'utf8')))
const journal = openSync(journalFile, 'a+')
let events = 0
let timer: NodeJS.Timeout | undefined

recover()
advance()
createInterface({ input: process.stdin })
  .on('line', obey)
  .on('close', () => clearTimeout(timer))

/** Does the journal again. A command that was a mistake then is the same mistake now, and changes as little. */
function recover(): void {
  const text = readFileSync(journal, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  // A line cut off by a crash must go, or the next one would be glued to it.
  ftruncateSync(journal, Buffer.byteLength(whole))
  if (whole === '') append(JOURNAL_HEAD)
  else for (const command of readJournal(whole)) attempt(command)
}

/** A line of stdin: into the journal first, then done. */
function obey(line: string): void {
  try {
    const stamped = JSON.stringify({ ...JSON.parse(line), atMs: nowMs() })
    // What the journal's reader would refuse after a crash must not be written.
    for (const command of readJournal(`${JOURNAL_HEAD}\n${stamped}\n`)) {
      append(journalLine(command))
      print(attempt(command))
    }
  } catch (error) {
    print({ error: String(error) })
  }
  advance()
}

function attempt(command: AcdCommand): object {
  try {
    return { did: command.do, result: perform(engine, command) }
  } catch (error) {
    return { error: String(error) }
  }
}

/** Fires what is due, tells what was decided, sleeps until the next deadline. Time needs no line in the journal. */
function advance(): void {
  engine.advance(nowMs())
  for (let event = engine.read(); event !== undefined; event = engine.read()) {
    events += 1
    const fields = event.kind === 'agent' ? OF_AGENT : OF_CONTACT
    const hasReason = event.kind === 'offer-ended' || event.kind === 'diverted'
    if (events > Number(seen)) print({ n: events, ...event }, hasReason ? [...fields, 'reason'] : fields)
  }
  clearTimeout(timer)
  const delayMs = Math.ceil(engine.nextDeadlineMs() - Date.now())
  if (delayMs < Infinity) timer = setTimeout(advance, Math.min(Math.max(delayMs, 0), LONGEST_DELAY_MS))
}

/** The wall clock, but never back: it may be set back while the engine runs. */
function nowMs(): number {
  return Math.max(Date.now(), engine.nowMs)
}

function append(line: string): void {
  writeSync(journal, `${line}\n`)
  // Survives the machine, not only the process.
  fdatasyncSync(journal)
}

function print(line: object, fields?: string[]): void {
  process.stdout.write(`${JSON.stringify(line, fields)}\n`)
}
