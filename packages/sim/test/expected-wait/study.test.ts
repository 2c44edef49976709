import { QueueLengthEstimator, type AcdEvent, HeadOfLine, type WaitEstimator, type WaitQuery } from '@strowger/acd'
import { describe, expect, it } from 'vitest'
import { type EstimatorScore, expectedWaitStudy } from '../../src/expected-wait/study.ts'
import { scenarioOf } from '../support/scenario.ts'
import { expectAgrees } from '../run/z-test.ts'

const AGENTS = 20
const SERVICE_S = 100
const REPLICATIONS = 20

/** An estimator that learns nothing. */
const saying = (name: string, expectedWaitMs: (query: WaitQuery) => number): WaitEstimator => ({
  name,
  expectedWaitMs,
  observe() {
    // It knows.
  },
})

/** 20 agents, conversations of 100 s, at a load, with callers of this patience. */
const queue = (load: number, patience: unknown, duration = '20h') =>
  scenarioOf({
    run: { mode: 'steady', warmUp: '2h', duration, replications: REPLICATIONS, seed: 1 },
    types: {
      call: {
        arrivals: { perHour: (load * AGENTS * 3600) / SERVICE_S },
        handlingTime: { distribution: 'exponential', mean: `${SERVICE_S}s` },
        patience,
      },
    },
    groups: { agents: { agents: AGENTS } },
  })

const PATIENT = queue(0.7, 'never', '80h')
const HEAVY = queue(1.1, { distribution: 'exponential', mean: '500s' })

/** Writes down the wait of every contact, by replication: contacts have the same numbers whoever estimates. */
class Diary implements WaitEstimator {
  readonly name = 'diary'
  readonly waits = new Map<number, number>()

  observe(event: AcdEvent): void {
    if (event.kind === 'connected') this.waits.set(event.contact, event.durationMs)
  }

  expectedWaitMs(): number {
    return 0
  }
}

/** Says what the diary of the same replication has of the contact that has just queued. */
class Oracle implements WaitEstimator {
  readonly name = 'oracle'
  readonly #diary: Diary
  #contact = 0

  constructor(diary: Diary) {
    this.#diary = diary
  }

  observe(event: AcdEvent): void {
    if (event.kind === 'queued') this.#contact = event.contact
  }

  expectedWaitMs(): number {
    return this.#diary.waits.get(this.#contact) ?? 0
  }
}

const scored = (scores: readonly EstimatorScore[], name: string): EstimatorScore =>
  scores.find((score) => score.name === name)!

describe('the study of expected waits', () => {
  it('finds no error in what an oracle says, and ranks it first', () => {
    const diaries: Diary[] = []
    expectedWaitStudy(HEAVY, {
      replications: 3,
      estimators: () => {
        const diary = new Diary()
        diaries.push(diary)
        return [diary]
      },
    })
    let made = 0
    const { scores, counted, unserved, unestimated } = expectedWaitStudy(HEAVY, {
      replications: 3,
      estimators: () => {
        const diary = diaries[made]!
        made += 1
        return [new HeadOfLine(), new Oracle(diary)]
      },
    })
    expect(scores[0]).toMatchObject({ name: 'oracle', mse: { mean: 0 }, mae: { mean: 0 }, bias: { mean: 0 } })
    expect(scores[1]!.behind.mean).toBe(scores[1]!.mse.mean)
    expect(counted).toBeGreaterThan(10_000)
    expect(unserved).toBeGreaterThan(1000)
    expect(unestimated).toBe(0)
  })

  it('finds what theory says of M/M/20: of the number ahead with known rates, and of the best constant', () => {
    // A wait with a ahead is Erlang of a + 1 stages of 5 s; a + 1 is geometric: the wait is exponential of 5 s / (1 − ρ).
    const stageMs = (SERVICE_S * 1000) / AGENTS
    const meanMs = stageMs / (1 - 0.7)
    const { scores, meanWait } = expectedWaitStudy(PATIENT, {
      estimators: () => [saying('ahead', ({ ahead }) => (ahead + 1) * stageMs), saying('constant', () => meanMs)],
    })
    const agrees = (what: string, estimate: EstimatorScore['mse'], exact: number, precision: number) =>
      expectAgrees(what, estimate, exact, REPLICATIONS, precision)
    agrees('mean wait', meanWait, meanMs, 0.15)
    agrees('MSE of the number ahead', scored(scores, 'ahead').mse, stageMs ** 2 / (1 - 0.7), 0.2)
    agrees('MSE of the constant', scored(scores, 'constant').mse, meanMs ** 2, 0.5)
    // E|X − m| of an exponential wait of mean m is 2 m / e.
    agrees('MAE of the constant', scored(scores, 'constant').mae, (2 * meanMs) / Math.E, 0.2)
    expect(scored(scores, 'constant').bias.mean).toBeCloseTo(meanMs - meanWait.mean, 6)
  })

  it('in heavy traffic the head of line beats the best constant, and the queue length the head of line', () => {
    const { meanWait } = expectedWaitStudy(HEAVY, { replications: 5 })
    const { scores } = expectedWaitStudy(HEAVY, {
      replications: 5,
      estimators: () => [new QueueLengthEstimator(), new HeadOfLine(), saying('constant', () => meanWait.mean)],
    })
    expect(scores.map(({ name }) => name)).toEqual(['queue-length-with-abandonment', 'head-of-line', 'constant'])
    for (const { behind } of scores.slice(1)) expect(behind.ci95[0]).toBeGreaterThan(0)
    expect(scored(scores, 'head-of-line').mse.ci95[1]).toBeLessThan(scored(scores, 'constant').mse.ci95[0])
  })

  it('leaves out, and counts, contacts of which one estimator says nothing', () => {
    const { counted, unestimated, scores } = expectedWaitStudy(HEAVY, {
      replications: 2,
      estimators: () => [new HeadOfLine(), saying('mute', ({ ahead }) => (ahead > 5 ? Number.NaN : 1))],
    })
    const all = expectedWaitStudy(HEAVY, { replications: 2, estimators: () => [new HeadOfLine()] })
    expect(unestimated).toBeGreaterThan(1000)
    expect(counted + unestimated).toBe(all.counted)
    expect(scored(scores, 'head-of-line').mse.mean).not.toBe(all.scores[0]!.mse.mean)
  })

  it('is the same for the same seed, whoever else is asked', () => {
    const alone = expectedWaitStudy(HEAVY, { replications: 2, estimators: () => [new HeadOfLine()] })
    const among = expectedWaitStudy(HEAVY, {
      replications: 2,
      estimators: () => [saying('zero', () => 0), new HeadOfLine()],
    })
    expect(scored(among.scores, 'head-of-line').mse).toEqual(alone.scores[0]!.mse)
  })
})
