import { AcdEngine, StrowgerError } from '@strowger/acd'
import { expect, test } from 'vitest'

function stateAfterOffer(requires: string, skills: Record<string, number>): string {
  const engine = new AcdEngine({
    skills: ['english', 'billing', 'vip', 'trainee'],
    types: [{ name: 'call', requires }],
    groups: [{ name: 'front', autoAnswer: true }],
  })
  const agent = engine.addAgent({ group: 0, skills })
  engine.signIn(agent, 0)
  engine.ready(agent, 0)
  engine.offer({ type: 0 }, 1)
  return engine.agentState(agent)
}

test.each([
  [{ english: 3, billing: 1 }, 'connected'],
  [{ english: 3, vip: 2 }, 'connected'],
  [{ english: 2, billing: 1 }, 'ready'],
  [{ english: 3, vip: 1 }, 'ready'],
  [{ english: 5, billing: 1, trainee: 1 }, 'ready'],
])('a requirement may be an expression: an agent with %j is then %s', (skills, state) => {
  expect(stateAfterOffer('english >= 3 and (billing or vip >= 2) and not trainee', skills)).toBe(state)
})

test('a mistake in it is told with its place', () => {
  expect(() => stateAfterOffer('english >= 3 and bilingual', {})).toThrow(StrowgerError)
  expect(() => stateAfterOffer('english >= 3 and bilingual', {})).toThrow(/types\[0\]\.requires/)
})

test('an expression opens at a stage, too', () => {
  const engine = new AcdEngine({
    skills: ['english', 'french'],
    types: [{ name: 'call', requires: 'english and french', stages: [{ afterMs: 5, requires: 'english or french' }] }],
    groups: [{ name: 'front', autoAnswer: true, skills: { french: 1 } }],
  })
  const agent = engine.addAgent({ group: 0 })
  engine.signIn(agent, 0)
  engine.ready(agent, 0)
  engine.offer({ type: 0 }, 0)
  expect(engine.agentState(agent)).toBe('ready')
  engine.advance(5)
  expect(engine.agentState(agent)).toBe('connected')
})
