import { AcdEngine, type AcdConfig, StrowgerError } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

const config: AcdConfig = {
  skills: ['english'],
  types: [{ name: 'call', requires: { english: 1 } }],
  groups: [{ name: 'front', autoAnswer: true }],
}

function drain(engine: AcdEngine): void {
  while (engine.read() !== undefined);
}

function readyAgent(engine: AcdEngine): number {
  const agent = engine.addAgent({ group: 0 })
  engine.signIn(agent, 0)
  engine.ready(agent, 0)
  drain(engine)
  return agent
}

describe('a configuration that is replaced while contacts wait', () => {
  test('matches at once who may be matched now, and keeps ids and ages', () => {
    const engine = new AcdEngine(config)
    const agent = readyAgent(engine)
    const contact = engine.offer({ type: 0 }, 1)
    drain(engine)
    expect(engine.waiting).toBe(1)
    engine.reconfigure({ ...config, types: [{ name: 'new' }, { name: 'call' }] }, 5)
    const event = engine.read()
    expect(event).toMatchObject({ kind: 'connected', contact, agent, type: 1, arrivedMs: 1, durationMs: 4 })
  })

  test('gives agents without skills of their own those of their group as it is now', () => {
    const engine = new AcdEngine(config)
    const agent = readyAgent(engine)
    engine.offer({ type: 0 }, 1)
    drain(engine)
    engine.reconfigure({ ...config, groups: [{ name: 'front', autoAnswer: true, skills: { english: 2 } }] }, 2)
    expect(engine.agentState(agent)).toBe('connected')
  })

  test.each([
    ['unknown-type', { ...config, types: [{ name: 'other' }] }],
    ['unknown-group', { ...config, groups: [{ name: 'other' }] }],
    ['unknown-skill', { ...config, skills: [] }],
  ])('and lacks what is in use is refused as %s, and nothing has changed', (code, other) => {
    const engine = new AcdEngine(config)
    readyAgent(engine)
    const contact = engine.offer({ type: 0 }, 1)
    drain(engine)
    const before = JSON.stringify(engine.snapshot())
    let thrown: unknown
    try {
      engine.reconfigure(other, 1)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(StrowgerError)
    expect(thrown).toMatchObject({ code })
    expect(JSON.stringify(engine.snapshot())).toBe(before)
    expect(engine.abandon(contact, 2)).toBe(true)
  })
})

describe('tenants', () => {
  const hosted: AcdConfig = {
    types: [
      { name: 'sina', tenant: 'sina' },
      { name: 'skyworth', tenant: 'skyworth' },
    ],
    groups: [
      { name: 'sina seats', tenant: 'sina', autoAnswer: true },
      { name: 'skyworth seats', tenant: 'skyworth', autoAnswer: true },
    ],
  }

  test("never use each other's agents", () => {
    const engine = new AcdEngine(hosted)
    const agent = readyAgent(engine)
    engine.offer({ type: 1 }, 1)
    expect(engine.agentState(agent)).toBe('ready')
    engine.offer({ type: 0 }, 2)
    expect(engine.agentState(agent)).toBe('connected')
    expect(engine.waiting).toBe(1)
  })

  test('cannot be configured to', () => {
    const types = [{ name: 'sina', tenant: 'sina', groups: ['skyworth seats'] }]
    expect(() => new AcdEngine({ ...hosted, types })).toThrow(
      /types\[0\]\.groups\[0\]: "skyworth seats" — a group of the same tenant/,
    )
  })
})
