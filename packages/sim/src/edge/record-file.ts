import { closeSync, openSync, writeSync } from 'node:fs'
import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import { csvText } from '../report/csv.ts'
import type { ContactRecord } from './contact-records.ts'

/** Takes records one by one; nothing is lost once it is closed. */
export interface RecordFile {
  readonly write: (record: ContactRecord) => void
  readonly close: () => void
}

/** Names of types and groups, by number. */
export interface RecordNames {
  readonly types: readonly string[]
  readonly groups: readonly string[]
}

const COLUMNS = [
  ['replication', 'INT32'],
  ['contact', 'INT32'],
  ['type', 'STRING'],
  ['group', 'STRING'],
  ['agent', 'INT32'],
  ['arrived_ms', 'DOUBLE'],
  ['wait_ms', 'DOUBLE'],
  ['outcome', 'STRING'],
  ['talk_ms', 'DOUBLE'],
  ['hold_ms', 'DOUBLE'],
  ['wrap_up_ms', 'DOUBLE'],
  ['offers', 'INT32'],
  ['transfers', 'INT32'],
  ['ended_ms', 'DOUBLE'],
] as const

/** Records that are held before they are written: memory does not grow with the length of a run. */
const BLOCK = 16_384

/** A file of records: Parquet (Apache, with Snappy) where the name ends in `.parquet`, CSV (RFC 4180) otherwise. */
export function openRecords(path: string, names: RecordNames): RecordFile {
  const valuesOf = (record: ContactRecord) => values(record, names)
  return path.endsWith('.parquet') ? new ParquetFile(path, valuesOf) : new CsvFile(path, valuesOf)
}

type Values = readonly (number | string | undefined)[]

function values(record: ContactRecord, { types, groups }: RecordNames): Values {
  const answered = record.agent >= 0
  return [
    record.replication,
    record.contact,
    types[record.type],
    answered ? groups[record.group] : undefined,
    answered ? record.agent : undefined,
    record.arrivedMs,
    record.waitMs,
    record.outcome,
    record.talkMs,
    record.holdMs,
    record.wrapUpMs,
    record.offers,
    record.transfers,
    record.endedMs,
  ]
}

class CsvFile implements RecordFile {
  readonly #file: number
  readonly #valuesOf: (record: ContactRecord) => Values
  #rows: string[][] = [COLUMNS.map(([name]) => name)]

  constructor(path: string, valuesOf: (record: ContactRecord) => Values) {
    this.#file = openSync(path, 'w')
    this.#valuesOf = valuesOf
  }

  readonly write = (record: ContactRecord): void => {
    this.#rows.push(this.#valuesOf(record).map((value) => String(value ?? '')))
    if (this.#rows.length >= BLOCK) this.#flush()
  }

  readonly close = (): void => {
    this.#flush()
    closeSync(this.#file)
  }

  #flush(): void {
    writeSync(this.#file, csvText(this.#rows))
    this.#rows = []
  }
}

class ParquetFile implements RecordFile {
  readonly #writer: ParquetWriter
  readonly #valuesOf: (record: ContactRecord) => Values
  #columns: (number | string | undefined)[][] = COLUMNS.map(() => [])

  constructor(path: string, valuesOf: (record: ContactRecord) => Values) {
    this.#valuesOf = valuesOf
    this.#writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: [
        { name: 'root', num_children: COLUMNS.length },
        ...COLUMNS.map(([name, type]) =>
          type === 'STRING'
            ? ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const)
            : ({ name, type, repetition_type: 'OPTIONAL' } as const),
        ),
      ],
      createdBy: 'strowger',
    })
  }

  readonly write = (record: ContactRecord): void => {
    for (const [at, value] of this.#valuesOf(record).entries()) this.#columns[at]!.push(value)
    if (this.#columns[0]!.length >= BLOCK) this.#flush()
  }

  readonly close = (): void => {
    this.#flush()
    // A local file is written at once: what finish may promise has been done.
    void this.#writer.finish()
  }

  #flush(): void {
    if (this.#columns[0]!.length === 0) return
    const columnData = COLUMNS.map(([name], at) => ({ name, data: this.#columns[at]! }))
    void this.#writer.write({ columnData, rowGroupSize: BLOCK })
    this.#columns = COLUMNS.map(() => [])
  }
}
