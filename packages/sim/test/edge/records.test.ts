import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterAll, describe, expect, it } from 'vitest'
import { recordingRunner } from '../../src/edge/recording-runner.ts'
import { openRecords } from '../../src/edge/record-file.ts'
import type { ContactRecord } from '../../src/edge/contact-records.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { scenarioOf } from '../support/scenario.ts'

const scenario = scenarioOf({
  run: { duration: '3h', seed: 4 },
  skills: { s: {} },
  types: {
    a: {
      requires: ['s'],
      arrivals: { perHour: 60 },
      handlingTime: { distribution: 'exponential', mean: '3m' },
      afterCallWork: { distribution: 'exponential', mean: '30s' },
      patience: '2m',
    },
    b: { arrivals: { perHour: 30 }, handlingTime: '2m', patience: '4m' },
  },
  groups: { g: { agents: 3, skills: ['s'] }, h: { agents: 1, ringTime: '5s', noAnswer: 0.1 } },
  trunks: 6,
})
const batch = { scenario, seed: 4, replications: [0, 1, 2] }
const folder = mkdtempSync(join(tmpdir(), 'strowger-records-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function recorded(): Promise<ContactRecord[]> {
  const records: ContactRecord[] = []
  const observations = await recordingRunner({ write: (record) => records.push({ ...record }), close: () => {} }).run(
    batch,
  )
  expect(observations).toEqual(await inThread.run(batch))
  return records
}

describe('records of contacts', () => {
  it('add up to the figures of the run', async () => {
    const records = await recorded()
    const observations = await inThread.run(batch)
    for (const [type] of scenario.types.entries()) {
      for (const replication of batch.replications) {
        const own = records.filter((record) => record.type === type && record.replication === replication)
        const tally = observations[replication]!.byType[type]!
        const sum = (of: (record: ContactRecord) => number) => own.reduce((total, record) => total + of(record), 0)
        const count = (outcome: string) => own.filter((record) => record.outcome === outcome).length
        expect(own.length).toBe(tally.offered)
        expect([count('answered'), count('abandoned'), count('blocked')]).toEqual([
          tally.answered,
          tally.abandoned,
          tally.blocked,
        ])
        expect(sum(({ talkMs }) => talkMs)).toBeCloseTo(tally.talkMs, 3)
        expect(sum(({ wrapUpMs }) => wrapUpMs)).toBeCloseTo(tally.wrapUpMs, 3)
        expect(sum(({ outcome, waitMs }) => (outcome === 'answered' ? waitMs : 0))).toBeCloseTo(tally.answeredWaitMs, 3)
      }
    }
  })

  it.each([
    ['of all', { afterCallWork: { distribution: 'exponential', mean: '4m' } }, { agents: 6 }],
    ['of a group alone', {}, { agents: 6, afterCallWorkByType: { a: { distribution: 'exponential', mean: '4m' } } }],
  ])('hold the after-call work %s that handed a contact on, too', async (_, ofType, g) => {
    const handed = scenarioOf({
      run: { duration: '3h', seed: 4 },
      types: {
        a: {
          arrivals: { perHour: 60 },
          handlingTime: { distribution: 'exponential', mean: '3m' },
          ...ofType,
          afterCallWorkOnTransfer: true,
          patience: '10m',
          transfers: [
            { to: 'b', probability: 0.4 },
            { out: 'partner', probability: 0.2 },
          ],
        },
        b: { arrivals: { perHour: 10 }, handlingTime: '20s', patience: '30s', afterCallWork: '10s' },
      },
      groups: { g },
    })
    const records: ContactRecord[] = []
    const runner = recordingRunner({ write: (record) => records.push({ ...record }), close: () => {} })
    const [observation] = await runner.run({ scenario: handed, seed: 4, replications: [0] })
    const { byType } = observation!
    const total = records.reduce((sum, { wrapUpMs }) => sum + wrapUpMs, 0)
    expect(records.filter(({ transfers }) => transfers > 0).length).toBeGreaterThan(30)
    expect(total).toBeGreaterThan(100 * 60_000)
    expect(total).toBeCloseTo(
      byType.reduce((sum, { wrapUpMs }) => sum + wrapUpMs, 0),
      3,
    )
    expect(records.length).toBe(byType.reduce((sum, { offered }) => sum + offered, 0))
    expect(new Set(records.map(({ contact }) => contact)).size).toBe(records.length)
  })

  it('are the same in CSV and in Parquet', async () => {
    const names = { types: scenario.types.map(({ id }) => id), groups: scenario.groups.map(({ id }) => id) }
    const csv = openRecords(join(folder, 'records.csv'), names)
    const parquet = openRecords(join(folder, 'records.parquet'), names)
    const records = await recorded()
    for (const record of records) {
      csv.write(record)
      parquet.write(record)
    }
    csv.close()
    parquet.close()
    const [head = '', ...lines] = readFileSync(join(folder, 'records.csv'), 'utf8').split('\r\n').slice(0, -1)
    expect(lines.length).toBe(records.length)
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'records.parquet')) })
    expect(rows.length).toBe(records.length)
    const columns = head.split(',')
    for (const [at, line] of lines.entries()) {
      const cells = line.split(',')
      expect(columns.map((name) => String(rows[at]![name] ?? ''))).toEqual(cells)
    }
    expect(new Set(rows.map(({ outcome }) => String(outcome)))).toEqual(new Set(['answered', 'abandoned', 'blocked']))
  })
})
