import { describe, expect, it } from 'vitest'
import { summarise } from '../../src/report/summary.ts'
import { replicate } from '../../src/run/replications.ts'
import { estimateRatio } from '../../src/stats/estimate.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { expectAgrees } from './z-test.ts'

const SERVICE_MS = 60_000
const REPLICATIONS = 30

const exponential = (services: number) => ({ distribution: 'exponential', mean: `${services * SERVICE_MS}ms` })
const perHour = (perService: number) => (perService * 3_600_000) / SERVICE_MS
const steady = (services: number) => {
  return { mode: 'steady', warmUp: '2h', duration: `${services * SERVICE_MS}ms`, seed: 1 } as const
}

describe('several channels, against exact values inside the 99.9 % interval of 30 replications', () => {
  it('calls that interrupt e-mail: M/M/1 with preemptive-resume priority (Conway, Maxwell & Miller 1967)', () => {
    const [calls, letters] = [0.3, 0.4]
    const letterServices = 1.2
    const replications = replicate(
      scenarioOf({
        run: steady(4000),
        channels: { voice: { interrupts: ['e-mail'] }, 'e-mail': {} },
        types: {
          call: { arrivals: { perHour: perHour(calls) }, handlingTime: exponential(1) },
          letter: {
            arrivals: { perHour: perHour(letters) },
            handlingTime: exponential(letterServices),
            channel: 'e-mail',
          },
        },
        groups: { g: { agents: 1, capacity: { total: 1 } } },
      } as ScenarioText),
      { replications: REPLICATIONS },
    )
    const wait = (type: number) =>
      estimateRatio(
        replications.observations.map(({ byType }) => byType[type]!.answeredWaitMs / SERVICE_MS),
        replications.observations.map(({ byType }) => byType[type]!.answered),
      )
    const rhoCalls = calls
    const rhoLetters = letters * letterServices
    // Half the second moment of an exponential time is its mean squared.
    const residual = calls + letters * letterServices ** 2
    expectAgrees('E[W] of calls', wait(0), calls / (1 - rhoCalls), REPLICATIONS, 0.1)
    const letterWait = residual / ((1 - rhoCalls) * (1 - rhoCalls - rhoLetters))
    expectAgrees('E[W] of e-mail', wait(1), letterWait, REPLICATIONS, 0.15)
    const { measures } = summarise(replications, 'model')
    expect(measures.abandonRate.mean).toBe(0)
  })
})
