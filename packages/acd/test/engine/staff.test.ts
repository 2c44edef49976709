import { AcdEngine, StrowgerError } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

const config = {
  skills: ['english'],
  types: [{ name: 'call' }, { name: 'english', requires: { english: 2 } }],
  groups: [{ name: 'front' }],
}

function staffed(agents: number): AcdEngine {
  const engine = new AcdEngine(config)
  for (let agent = 0; agent < agents; agent += 1) {
    engine.addAgent({ group: 0 })
    engine.signIn(agent, 0)
    engine.ready(agent, 0)
  }
  return engine
}

const states = (engine: AcdEngine, agents: number) =>
  Array.from({ length: agents }, (_, agent) => engine.agentState(agent))

describe('a device that does not answer any more', () => {
  test('gives back what rings, and takes nothing until it answers again', () => {
    const engine = staffed(2)
    engine.offer({ type: 0 }, 1)
    expect(engine.staff.unreachable(0, 2)).toBe(true)
    expect(engine.staff.unreachable(0, 2)).toBe(false)
    engine.offer({ type: 0 }, 3)
    expect([states(engine, 2), engine.waiting]).toEqual([['unreachable', 'offered'], 1])
    expect(engine.staff.reachable(0, 4)).toBe(true)
    expect([states(engine, 2), engine.waiting]).toEqual([['offered', 'offered'], 0])
  })

  test('keeps what is in hand, and what its agent wishes meanwhile', () => {
    const engine = staffed(1)
    const contact = engine.offer({ type: 0 }, 1)
    engine.accept(contact, 0, 2)
    engine.staff.unreachable(0, 3)
    expect(engine.agentState(0)).toBe('connected')
    engine.release(contact, 4)
    expect(engine.agentState(0)).toBe('unreachable')
    engine.notReady(0, 'break', 5)
    engine.staff.reachable(0, 6)
    expect(engine.agentState(0)).toBe('not-ready')
  })

  test('is not waited for', () => {
    const engine = staffed(2)
    engine.notReady(0, 'break', 0)
    engine.notReady(1, 'break', 0)
    engine.offer({ type: 0, preferred: { agent: 0, forMs: Infinity } }, 1)
    engine.staff.unreachable(0, 2)
    engine.ready(1, 3)
    expect(engine.agentState(1)).toBe('offered')
  })
})

describe('new skills (W6: who may not have a call is not given it)', () => {
  test('are used at once, and lost ones no more', () => {
    const engine = staffed(1)
    engine.offer({ type: 1 }, 1)
    expect(engine.agentState(0)).toBe('ready')
    engine.staff.setSkills(0, { english: 3 }, 2)
    expect(engine.agentState(0)).toBe('offered')
    engine.abandon(1, 3)
    engine.staff.setSkills(0, { english: 1 }, 4)
    engine.offer({ type: 1 }, 5)
    expect([engine.agentState(0), engine.waiting]).toEqual(['ready', 1])
    engine.staff.setSkills(0, undefined, 6)
    expect(engine.agentState(0)).toBe('ready')
  })

  test('leave the agent its place among the idle', () => {
    const engine = staffed(2)
    engine.staff.setSkills(0, { english: 3 }, 1)
    engine.offer({ type: 0 }, 2)
    expect(states(engine, 2)).toEqual(['offered', 'ready'])
  })

  test('send away those who waited for the agent alone and are beyond it now', () => {
    const engine = staffed(2)
    engine.staff.setSkills(0, { english: 3 }, 0)
    engine.staff.setSkills(1, { english: 3 }, 0)
    engine.notReady(0, 'break', 0)
    engine.offer({ type: 1, preferred: { agent: 0, forMs: Infinity } }, 1)
    expect(states(engine, 2)).toEqual(['not-ready', 'ready'])
    engine.staff.setSkills(0, {}, 2)
    expect(states(engine, 2)).toEqual(['not-ready', 'offered'])
  })

  test('that do not exist are refused, and the old ones stay', () => {
    const engine = staffed(1)
    expect(() => engine.staff.setSkills(0, { french: 1 }, 1)).toThrow(StrowgerError)
    expect(engine.openChannels(0)).toEqual(['voice'])
  })
})

test('an agent who leaves for good finishes what is in hand, and does not come back', () => {
  const engine = staffed(1)
  const contact = engine.offer({ type: 0 }, 1)
  engine.accept(contact, 0, 2)
  expect(engine.staff.remove(0, 3)).toBe(true)
  expect(engine.staff.remove(0, 3)).toBe(false)
  expect(engine.agentState(0)).toBe('connected')
  engine.release(contact, 4)
  expect([engine.agentState(0), engine.signIn(0, 5)]).toEqual(['removed', false])
})
