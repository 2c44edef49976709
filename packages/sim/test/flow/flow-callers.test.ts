import { type AcdConfig, FlowDesk, type FlowsConfig, LifeLines } from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { erlangC, RandomStream } from '../../src/index.ts'
import type { FlowBehaviour } from '../../src/flow/flow-behaviour.ts'
import { FlowCallers } from '../../src/flow/flow-callers.ts'

const acd: AcdConfig = { types: [{ name: 'orders' }], groups: [{ name: 'front', autoAnswer: true }] }
const flows: FlowsConfig = {
  attributes: { account: 'number' },
  numbers: { '10086': 'main' },
  prompts: { welcome: { durationMs: 4_000 }, account: { durationMs: 3_000 }, rate: { durationMs: 3_000 } },
  flows: {
    main: {
      nodes: {
        welcome: {
          do: 'menu',
          prompt: 'welcome',
          digits: { '1': 'desk', '2': 'account' },
          attempts: 2,
          onTimeout: 'desk',
          onWrong: 'desk',
        },
        account: {
          do: 'collect',
          prompt: 'account',
          into: 'account',
          minDigits: 4,
          next: 'balance',
          onTimeout: 'desk',
          onWrong: 'desk',
        },
        balance: {
          do: 'self-service',
          service: 'balance',
          resolved: { do: 'hang-up', reason: 'self-service' },
          unresolved: 'desk',
          failed: 'desk',
        },
        desk: { do: 'queue', type: 'orders', next: 'rate' },
        rate: { do: 'survey', prompt: 'rate', from: 0, to: 10, attempts: 1, next: { do: 'hang-up', reason: 'done' } },
      },
    },
  },
}
const behaviour: FlowBehaviour = {
  menus: { welcome: { digits: { '1': 60, '2': 30 }, silent: 10 } },
  entries: { account: { digits: '4711#' } },
  surveys: { rate: { ratings: { '10': 5, '8': 3, '1': 2 }, answers: 0.4 } },
  requests: {
    balance: { outcomes: { resolved: 0.8, unresolved: 0.2 }, takes: { distribution: 'exponential', meanMs: 20_000 } },
  },
  reaction: { distribution: 'exponential', meanMs: 800 },
  bargeIn: 0.5,
}
const MEAN_SERVICE_MS = 180_000
/** Conversations that are not counted: the floor begins empty. */
const WARM_UP = 400

interface Day {
  readonly lives: LifeLines
  readonly ratings: number[]
  queued: number
  waited: number
  entered: number
}

/** Poisson arrivals, exponential conversations, callers who stay for the survey. */
function play(agents: number, meanGapMs: number, callers: number, seed: number, how: FlowBehaviour = behaviour): Day {
  const desk = new FlowDesk(acd, flows, { prompts: 'timed' })
  const inFlows = new FlowCallers(how, RandomStream.named(seed, 0, 'flow callers'))
  const arrivals = RandomStream.named(seed, 0, 'arrivals')
  const service = RandomStream.named(seed, 0, 'service')
  const day: Day = { lives: new LifeLines(), ratings: [], queued: 0, waited: 0, entered: 0 }
  let connected = 0
  const releases: { atMs: number; contact: number }[] = []
  for (let agent = 0; agent < agents; agent += 1) {
    desk.do({ do: 'add-agent', group: 0, atMs: 0 })
    desk.do({ do: 'sign-in', agent, atMs: 0 })
    desk.do({ do: 'ready', agent, atMs: 0 })
  }
  const read = (): void => {
    for (let event = desk.read(); event !== undefined; event = desk.read()) {
      day.lives.observe(event)
      inFlows.observe(event)
      if (event.kind === 'rated') day.ratings.push(event.rating)
      if (event.kind !== 'connected') continue
      connected += 1
      if (connected > WARM_UP) {
        day.queued += 1
        if (event.durationMs > 0) day.waited += 1
      }
      releases.push({ atMs: event.atMs - Math.log(service.uniform()) * MEAN_SERVICE_MS, contact: event.contact })
      releases.sort((a, b) => b.atMs - a.atMs)
    }
  }
  read()
  for (let arrivalMs = 0; ;) {
    const releaseMs = releases.at(-1)?.atMs ?? Infinity
    const nowMs = Math.min(arrivalMs, releaseMs, inFlows.nextMs, desk.nextDeadlineMs())
    if (nowMs === Infinity) return day
    desk.advance(nowMs)
    read()
    if (nowMs === releaseMs) desk.do({ do: 'release', contact: releases.pop()!.contact, atMs: nowMs })
    else if (nowMs === arrivalMs) {
      desk.enter({ called: '10086' }, nowMs)
      day.entered += 1
      arrivalMs = day.entered < callers ? arrivalMs - Math.log(arrivals.uniform()) * meanGapMs : Infinity
    } else inFlows.act(desk, nowMs)
    read()
  }
}

/** Half the width of a 99.9 % interval of a share. */
const halfWidth = (share: number, of: number): number => 3.29 * Math.sqrt((share * (1 - share)) / of)

describe('callers in a flow', () => {
  const callers = 20_000
  const day = play(1_000, 5_000, callers, 1)

  test('all end, once, with a reason', () => {
    expect(day.lives.problems).toEqual([])
    expect(day.lives.open).toEqual([])
    expect([...day.lives.reasons.keys()].sort()).toEqual(['done', 'self-service'])
  })

  test('press, are served by machine and rate in the shares that were said', () => {
    const contained = day.lives.reasons.get('self-service')! / callers
    // Silent callers are asked twice and are silent or not each time: 10 % of 10 % reach the desk by silence.
    const asked = 0.3 * 1.1
    expect(Math.abs(contained - 0.8 * asked)).toBeLessThan(halfWidth(0.8 * asked, callers))
    const answered = day.ratings.filter((rating) => !Number.isNaN(rating))
    expect(Math.abs(answered.length / day.ratings.length - 0.4)).toBeLessThan(halfWidth(0.4, day.ratings.length))
    const tens = answered.filter((rating) => rating === 10).length
    expect(Math.abs(tens / answered.length - 0.5)).toBeLessThan(halfWidth(0.5, answered.length))
  })

  test('the same seed plays the same day', () => {
    expect(play(3, 60_000, 200, 9).lives.reasons).toEqual(play(3, 60_000, 200, 9).lives.reasons)
  })

  test('wrong digits lead to the desk more often', () => {
    const clumsy = play(1_000, 5_000, 5_000, 1, { ...behaviour, wrongDigit: 0.3 })
    // A 2 that is meant, or a 1 that goes wrong in one of nine ways; asked again after silence or what is no choice.
    const two = 0.3 * 0.7 + (0.6 * 0.3) / 9
    const one = 0.6 * 0.7 + (0.3 * 0.3) / 9
    const contained = 0.8 * two * (1 + (1 - one - two))
    expect(Math.abs(clumsy.lives.reasons.get('self-service')! / 5_000 - contained)).toBeLessThan(
      halfWidth(contained, 5_000),
    )
    expect(clumsy.lives.problems).toEqual([])
  })

  test('who has no patience hangs up, wherever it is', () => {
    const hasty = play(1, 1_000, 500, 1, { ...behaviour, patience: { distribution: 'exponential', meanMs: 10_000 } })
    expect(hasty.lives.problems).toEqual([])
    expect(hasty.lives.open).toEqual([])
    expect(hasty.lives.reasons.get('abandoned')! + hasty.lives.reasons.get('hung-up')!).toBeGreaterThan(400)
  })
})

test('behind a flow the queue is that of Erlang C: delays in a menu leave a Poisson stream a Poisson stream', () => {
  const agents = 10
  const toDesk = 1 - 0.8 * 0.3 * 1.1
  const meanGapMs = (MEAN_SERVICE_MS * toDesk) / (0.8 * agents)
  const offeredErlangs = (MEAN_SERVICE_MS / meanGapMs) * toDesk
  const { pWait } = erlangC({ offeredErlangs, agents, meanHandlingMs: MEAN_SERVICE_MS })
  const shares = Array.from({ length: 12 }, (_, seed) => {
    const { waited, queued } = play(agents, meanGapMs, 4_000, 100 + seed)
    return waited / queued
  })
  const mean = shares.reduce((sum, each) => sum + each, 0) / shares.length
  const variance = shares.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (shares.length - 1)
  // Student's t with 11 degrees of freedom at 99.9 %: 4.437.
  expect(Math.abs(mean - pWait)).toBeLessThan(4.437 * Math.sqrt(variance / shares.length))
})
