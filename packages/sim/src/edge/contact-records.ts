import type { AcdEvent } from '@strowger/acd'

/** What became of a contact. */
export type ContactOutcome = 'abandoned' | 'answered' | 'blocked' | 'diverted' | 'expired' | 'refused'

/** One contact of a run, from its arrival to the end of its after-call work; times in ms from the start of the run. */
export interface ContactRecord {
  readonly replication: number
  readonly contact: number
  type: number
  /** −1 where no agent answered. */
  group: number
  agent: number
  readonly arrivedMs: number
  /** Wait until the answer, or until it was given up. */
  waitMs: number
  outcome: ContactOutcome
  talkMs: number
  holdMs: number
  wrapUpMs: number
  /** Offers that rang at an agent. */
  offers: number
  transfers: number
  endedMs: number
}

/**
 * Makes a record of each contact from the engine's events and hands it on when it has ended. Memory is that of the
 * contacts on the floor.
 */
export class ContactRecorder {
  readonly #replication: number
  readonly #take: (record: ContactRecord) => void
  readonly #open: Map<number, ContactRecord> = new Map()
  /** By contact, agents who handed it on and do its after-call work; its record waits for them. */
  readonly #writing: Map<number, { count: number; readonly record: ContactRecord; isOver: boolean }> = new Map()

  constructor(replication: number, take: (record: ContactRecord) => void) {
    this.#replication = replication
    this.#take = take
  }

  /** Contacts that have not ended. */
  get open(): number {
    return this.#open.size + [...this.#writing.values()].filter(({ isOver }) => isOver).length
  }

  /** The run is over: whoever handed a contact on and still writes is not waited for. */
  finish(): void {
    for (const { record, isOver } of this.#writing.values()) if (isOver) this.#take(record)
    this.#writing.clear()
  }

  /** Takes in an event. */
  readonly observe = (event: AcdEvent): void => {
    if (event.kind === 'agent') return
    if (event.kind === 'arrived' || event.kind === 'listed') this.#arrived(event)
    if ((event.parent ?? 0) !== 0) {
      this.#ofLeg(event)
      return
    }
    const record = this.#open.get(event.contact)
    if (record === undefined) return
    switch (event.kind) {
      case 'connected':
        this.#with(record, event)
        record.outcome = 'answered'
        record.waitMs += event.durationMs
        return
      case 'taken-over':
        this.#with(record, event)
        return
      case 'bridged':
        this.#with(record, event)
        record.outcome = 'answered'
        return
      case 'refused':
        this.#ended(record, 'refused', event.atMs)
        return
      case 'expired':
        this.#ended(record, 'expired', event.atMs)
        return
      case 'offered':
        record.offers += 1
        return
      case 'abandoned':
        record.waitMs += event.durationMs
        this.#ended(record, record.outcome === 'answered' ? 'answered' : 'abandoned', event.atMs)
        return
      case 'blocked':
        this.#ended(record, 'blocked', event.atMs)
        return
      case 'diverted':
        record.waitMs += event.durationMs
        this.#ended(record, record.outcome === 'answered' ? 'answered' : 'diverted', event.atMs)
        return
      case 'transferred':
        record.talkMs += event.durationMs
        record.transfers += 1
        return
      case 'requeued':
      case 'moved':
        record.type = event.type
        return
      case 'resumed':
        record.holdMs += event.durationMs
        return
      case 'released':
        record.talkMs += event.durationMs
        if (!event.wrapUp) this.#ended(record, 'answered', event.atMs)
        return
      case 'wrap-up-ended':
        record.wrapUpMs += event.durationMs
        this.#ended(record, 'answered', event.atMs)
        return
      case 'announced':
      case 'arrived':
      case 'callback-accepted':
      case 'callback-offered':
      case 'continued':
      case 'dial':
      case 'dial-ended':
      case 'held':
      case 'consulting':
      case 'joined':
      case 'consult-ended':
      case 'monitoring':
      case 'monitoring-ended':
      case 'ordered':
      case 'interrupted':
      case 'listed':
      case 'offer-ended':
      case 'overflowed':
      case 'queued':
      case 'reserve':
      case 'stage':
      case 'wait-announced':
      case 'wrap-up':
    }
  }

  #arrived({ contact, type, atMs }: { readonly contact: number; readonly type: number; readonly atMs: number }): void {
    this.#open.set(contact, {
      replication: this.#replication,
      contact,
      type,
      group: -1,
      agent: -1,
      arrivedMs: atMs,
      waitMs: 0,
      outcome: 'abandoned',
      talkMs: 0,
      holdMs: 0,
      wrapUpMs: 0,
      offers: 0,
      transfers: 0,
      endedMs: atMs,
    })
  }

  #with(record: ContactRecord, { group, agent }: { readonly group: number; readonly agent: number }): void {
    record.group = group
    record.agent = agent
  }

  #ended(record: ContactRecord, outcome: ContactOutcome, atMs: number): void {
    this.#open.delete(record.contact)
    record.outcome = outcome
    record.endedMs = atMs
    const writing = this.#writing.get(record.contact)
    if (writing === undefined) this.#take(record)
    else writing.isOver = true
  }

  /** After-call work of whoever handed the contact on is part of it; other legs are not. */
  #ofLeg(event: Exclude<AcdEvent, { readonly kind: 'agent' }>): void {
    const parent = event.parent ?? 0
    if (event.kind === 'wrap-up') {
      const record = this.#open.get(parent)
      const writing = this.#writing.get(parent)
      if (writing !== undefined) writing.count += 1
      else if (record !== undefined) this.#writing.set(parent, { count: 1, record, isOver: false })
      return
    }
    const writing = event.kind === 'wrap-up-ended' ? this.#writing.get(parent) : undefined
    if (writing === undefined || event.kind !== 'wrap-up-ended') return
    const { record, isOver } = writing
    record.wrapUpMs += event.durationMs
    writing.count -= 1
    if (writing.count > 0) return
    this.#writing.delete(parent)
    if (!isOver) return
    record.endedMs = event.atMs
    this.#take(record)
  }
}
