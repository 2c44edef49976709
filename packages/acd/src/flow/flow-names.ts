import { QUEUE_NAMES } from '../condition/queue-facts.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { AttributeKinds } from '../expression/attributes.ts'
import type { Expression, Operand } from '../expression/expression.ts'
import type { NameDeclaration } from '../expression/vocabulary.ts'
import { WEEKDAYS } from '../schedule/civil-date.ts'
import { zoneOf } from '../schedule/plans.ts'
import { RoutingTable } from '../schedule/routing-table.ts'
import type { TimeZone } from '../schedule/time-zone.ts'
import { WeeklySchedule } from '../schedule/weekly-schedule.ts'
import type { FlowFacts } from './flow-facts.ts'
import type { FlowsConfig } from './flow-config.ts'

/** A routing table by the number of its values. */
export interface NumberedTable {
  readonly values: readonly string[]
  readonly read: (facts: FlowFacts) => number
}

/** The names that conditions of a flow file may use, and its routing tables. */
export class FlowNames {
  readonly vocabulary: Map<string, NameDeclaration<FlowFacts>> = new Map()
  readonly tables: Map<string, NumberedTable> = new Map()
  /** Numbers that expressions name, filled as they are met. */
  readonly telephones: string[] = []
  /** Where the first prompt stands of which it is not said how long it is. */
  untimed: string | undefined

  /** @throws StrowgerError with the path of the first mistake in names, schedules or tables */
  constructor(config: FlowsConfig, types: readonly string[], tenants: readonly string[], regions: readonly string[]) {
    this.#addAttributes(config.attributes ?? {})
    this.#addCall(tenants, regions)
    this.#addClock(config)
    for (const [type, name] of types.entries()) {
      for (const [fact, { kind, read }] of QUEUE_NAMES) {
        if (kind === 'text') continue
        this.#add(`${name}.${fact}`, { kind, read: (facts) => read(facts.queue(type)) }, 'types')
      }
    }
  }

  /** Takes note of the telephone numbers in an expression, so that callers' numbers can be compared with them. */
  note(expression: Expression): void {
    const text = (operand: Operand | undefined): void => {
      if (operand?.kind === 'text' && !this.telephones.includes(operand.value)) this.telephones.push(operand.value)
    }
    if (expression.kind === 'and' || expression.kind === 'or') for (const term of expression.terms) this.note(term)
    else if (expression.kind === 'not') this.note(expression.term)
    else if (expression.kind === 'compare') {
      text(expression.left)
      text(expression.right)
    } else if (expression.kind === 'in') {
      for (const { from, to } of expression.items) {
        text(from)
        text(to)
      }
    }
  }

  #add(name: string, declaration: NameDeclaration<FlowFacts>, path: string): void {
    if (this.vocabulary.has(name))
      throw new StrowgerError('duplicate-name', path, name, 'a name that is not in use yet')
    this.vocabulary.set(name, declaration)
  }

  #addAttributes(attributes: AttributeKinds): void {
    for (const [place, [name, kind]] of Object.entries(attributes).entries()) {
      const read = (facts: FlowFacts): number => facts.attribute(place)
      this.#add(name, typeof kind === 'string' ? { kind, read } : { kind: 'text', values: kind, read }, 'attributes')
    }
  }

  #addCall(tenants: readonly string[], regions: readonly string[]): void {
    const telephone = (read: (facts: FlowFacts) => string | undefined): NameDeclaration<FlowFacts> => ({
      kind: 'text',
      values: this.telephones,
      read: (facts) => facts.compiled.telephones.get(read(facts) ?? '') ?? -1,
    })
    this.#add(
      'caller',
      telephone(({ sessions, slot }) => sessions.caller[slot]),
      'attributes',
    )
    this.#add(
      'called',
      telephone(({ sessions, slot }) => sessions.called[slot]),
      'attributes',
    )
    const anonymous = ({ sessions, slot }: FlowFacts) => (sessions.caller[slot] === '' ? 1 : 0)
    this.#add('anonymous', { kind: 'truth', read: anonymous }, 'attributes')
    const region = ({ sessions, slot }: FlowFacts) => sessions.region[slot]!
    this.#add('region', { kind: 'text', values: regions, read: region }, 'attributes')
    const tenant = ({ compiled, sessions, slot }: FlowFacts): number =>
      tenants.indexOf(compiled.flows[sessions.entryFlow[slot]!]!.tenant ?? '')
    this.#add('tenant', { kind: 'text', values: tenants, read: tenant }, 'attributes')
    const rating = ({ sessions, slot }: FlowFacts) => sessions.rating[slot]!
    this.#add('rating', { kind: 'number', read: rating }, 'attributes')
    const served = ({ sessions, slot }: FlowFacts) => (sessions.agent[slot]! < 0 ? 0 : 1)
    this.#add('served', { kind: 'truth', read: served }, 'attributes')
  }

  #addClock({ timeZone, schedules = {}, tables = {}, holidays }: FlowsConfig): void {
    const zone = timeZone === undefined ? undefined : zoneOf(timeZone)
    const zoneFor = (own: Zone | undefined, path: string): Zone => {
      const found = own ?? zone
      if (found !== undefined) return found
      throw new StrowgerError('no-time-zone', path, undefined, 'a timeZone here, or for all flows')
    }
    if (zone !== undefined) {
      this.#add('time', { kind: 'time', read: ({ epochMs }) => zone.timeOfDayMs(Math.floor(epochMs)) }, 'attributes')
      const weekday = ({ epochMs }: FlowFacts) => zone.weekday(Math.floor(epochMs))
      this.#add('weekday', { kind: 'text', values: WEEKDAYS, read: weekday }, 'attributes')
    }
    for (const [name, config] of Object.entries(schedules)) {
      const path = `schedules.${name}`
      const schedule = within(path, () => new WeeklySchedule({ ...config, timeZone: zoneFor(config.timeZone, path) }))
      this.#add(name, { kind: 'truth', read: ({ epochMs }) => (schedule.isOpen(epochMs) ? 1 : 0) }, path)
    }
    if (holidays !== undefined) {
      const hours = [{ from: '00:00', to: '24:00' }]
      const days = holidays.map((dates) => ({ ...dates, hours }))
      const schedule = new WeeklySchedule({ weekly: {}, holidays: days, timeZone: zoneFor(undefined, 'holidays') })
      this.#add('holiday', { kind: 'truth', read: ({ epochMs }) => (schedule.isOpen(epochMs) ? 1 : 0) }, 'holidays')
    }
    for (const [name, config] of Object.entries(tables)) {
      const path = `tables.${name}`
      const table = within(path, () => new RoutingTable({ ...config, timeZone: zoneFor(config.timeZone, path) }))
      const numbers = new Map(table.values.map((value, number) => [value, number]))
      this.tables.set(name, { values: table.values, read: ({ epochMs }) => numbers.get(table.valueAt(epochMs)) ?? -1 })
    }
  }
}

type Zone = string | TimeZone

/** Puts the path of what is read before the paths of its mistakes. */
function within<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof StrowgerError) || error.path.startsWith(path)) throw error
    throw new StrowgerError(error.code, `${path}.${error.path}`, error.value, error.remedy, { cause: error })
  }
}
