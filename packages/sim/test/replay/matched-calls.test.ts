import { describe, expect, it } from 'vitest'

import { matchTypes } from '../../src/replay/matched-calls.ts'
import type { RecordedCall } from '../../src/replay/recorded-call.ts'
import { scenarioOf } from '../support/scenario.ts'

const TYPE = { arrivals: { recorded: true }, handlingTime: '60s' }
const SCENARIO = scenarioOf({
  run: { duration: '24h' },
  types: { 'PS-1': TYPE, 'PS-2': TYPE, NW: TYPE },
  groups: { g: { agents: 1 } },
})

function call(type: string, priority: number, hour: number, date = '1999-01-04'): RecordedCall {
  const rest = { outcome: 'answered', waitMs: 0, handlingMs: 1, agent: undefined } as const
  return { date, arrivedMs: hour * 3_600_000, type, priority, ...rest }
}

const typesOf = (...calls: readonly RecordedCall[]) => matchTypes(calls, SCENARIO, 'log').map(({ type }) => type)

describe('a recorded call under the types of a scenario', () => {
  it('takes the type of its priority where there is one, else its own', () => {
    expect(typesOf(call('PS', 2, 9), call('PS', 1, 10), call('NW', 2, 11))).toEqual(['PS-2', 'PS-1', 'NW'])
  })

  it('takes the priority of the neighbour in time where its own says nothing, across midnight too', () => {
    expect(
      typesOf(call('PS', 0, 9), call('PS', 2, 10), call('PS', 0, 11), call('PS', 1, 13), call('NW', 0, 12)),
    ).toEqual(['PS-2', 'PS-2', 'PS-2', 'PS-1', 'NW'])
    expect(typesOf(call('PS', 1, 1), call('PS', 0, 23), call('PS', 2, 1, '1999-01-05'))).toEqual([
      'PS-1',
      'PS-2',
      'PS-2',
    ])
  })

  it('is refused where the scenario has neither', () => {
    expect(() => typesOf(call('PS', 0, 9))).toThrow(/^log: 1 call is of a type .+ \("PS"\); add it .+: PS-1, PS-2, NW$/)
    expect(() => typesOf(call('TT', 0, 9), call('TT', 1, 9))).toThrow(/^log: 2 calls are of a type /)
  })
})
