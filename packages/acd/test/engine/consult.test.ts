import { type AcdConfig, AcdEngine, FloorMetrics, type Hearing, IntervalMetrics, type Party } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

/* Consultation, attended transfer, conference, and supervisors who take part. */

const config: AcdConfig = {
  types: [
    { name: 'front', groups: ['front'], wrapUpMs: 5 },
    { name: 'desk', groups: ['desk'], wrapUpMs: 7 },
  ],
  groups: [
    { name: 'front', offerTimeoutMs: 20 },
    { name: 'desk', offerTimeoutMs: 20 },
  ],
}
const [A, B, C] = [0, 1, 2]

/** A caller with agent A of the front line; B and C sit at the desk. */
function connected(like: AcdConfig = config): { engine: AcdEngine; caller: number; told: () => string[] } {
  const engine = new AcdEngine(like)
  for (const group of [0, 1, 1]) {
    const agent = engine.addAgent({ group })
    engine.signIn(agent, 0)
    engine.ready(agent, 0)
  }
  const caller = engine.offer({ type: 0, ref: 77 }, 1)
  engine.accept(caller, A, 2)
  const told = () => {
    const words: string[] = []
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      if (event.kind === 'agent') words.push(`agent ${event.agent} ${event.state}`)
      else if (event.kind === 'ordered') words.push(`${event.supervisor} orders ${event.order} of ${event.agent}`)
      else {
        const leg = event.parent === 0 ? '' : ' leg'
        const why = event.kind === 'consult-ended' || event.kind === 'offer-ended' ? ` ${event.reason}` : ''
        words.push(`${event.kind}${leg}${'agent' in event && event.agent >= 0 ? ` ${event.agent}` : ''}${why}`)
      }
    }
    return words
  }
  told()
  return { engine, caller, told }
}

const name = (party: Party) =>
  typeof party === 'string' ? party : 'agent' in party ? String(party.agent) : party.outside
const heard = (hearings: readonly Hearing[]) => hearings.map(({ from, to }) => `${name(from)}→${name(to)}`).sort()

describe('after-call work for a contact that was handed on', () => {
  const worksOn = {
    ...config,
    types: [{ name: 'front', groups: ['front'], wrapUpMs: 5, wrapUpAfterTransfer: true }, config.types[1]!],
  }

  test('follows a blind transfer: an id of its own, ended by it, in the figures of the agent and its group', () => {
    const { engine, caller, told } = connected(worksOn)
    const metrics = new IntervalMetrics({ types: 2, groups: 2, accounting: { thresholdMs: 20 } })
    const floor = new FloorMetrics({ types: 2, groups: 2, thresholdMs: 20 })
    const pair = { contact: caller, ref: 77, type: 0, arrivedMs: 1, agent: A, group: 0 }
    metrics.observe({ ...pair, kind: 'arrived', atMs: 1 })
    metrics.observe({ ...pair, kind: 'connected', atMs: 2, durationMs: 1 })
    engine.calls.transfer(caller, 1, 10)
    expect(engine.agentState(A)).toBe('wrap-up')
    const [work] = engine.contactsOf(A)
    expect(work).not.toBe(caller)
    expect(engine.calls.extendWrapUp(A, 2, 11, work)).toBe(true)
    expect(engine.endWrapUp(A, 13, caller)).toBe(false)
    expect(engine.endWrapUp(A, 14, work)).toBe(true)
    const seen: string[] = []
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      metrics.observe(event)
      floor.observe(event)
      seen.push(event.kind)
      if (event.kind === 'wrap-up') expect([event.contact, event.parent, event.agent]).toEqual([work, caller, A])
    }
    expect(seen).toEqual(['transferred', 'wrap-up', 'requeued', 'offered', 'wrap-up-ended', 'agent'])
    expect(engine.agentState(A)).toBe('ready')
    metrics.settle(20)
    floor.agentTimes.settleAll(20)
    expect(floor.ofGroup(0).wrapUpMs).toBe(4)
    expect(floor.agentTimes.of(0).wrapUp).toBe(4)
    expect([metrics.ofAgent(A).wrappingMs, metrics.ofType(0).wrapUpMs]).toEqual([4, 4])
    expect(metrics.quantiles('handling', [0]).max).toBe(12)
    expect(told()).toEqual([])
  })

  test('ends at its ceiling; follows an attended transfer and a transfer out, too', () => {
    const attended = connected(worksOn)
    const leg = attended.engine.consults.begin(attended.caller, { agent: B }, 10)!
    attended.engine.accept(leg, B, 12)
    attended.engine.consults.complete(attended.caller, 20)
    attended.told()
    attended.engine.advance(25)
    expect(attended.told()).toEqual(['wrap-up-ended leg 0', 'agent 0 ready'])
    const out = connected(worksOn)
    out.engine.calls.transferOut(out.caller, 'partner', 30)
    out.engine.advance(40)
    expect(out.told()).toEqual(['transferred 0', 'wrap-up leg 0', 'diverted 0', 'wrap-up-ended leg 0', 'agent 0 ready'])
  })
})

describe('a consultation', () => {
  test('of an agent, completed: an attended transfer', () => {
    const { engine, caller, told } = connected()
    const leg = engine.consults.begin(caller, { agent: B }, 10)!
    expect(told()).toEqual(['held 0', 'consulting leg 0', 'offered leg 1'])
    expect(engine.consults.complete(caller, 11)).toBe(false)
    engine.accept(leg, B, 12)
    expect(heard(engine.consults.hearings(caller))).toEqual(['0→1', '1→0'])
    expect(engine.consults.complete(caller, 20)).toBe(true)
    expect(told()).toEqual([
      'connected leg 1',
      'released leg 1',
      'consult-ended leg 1 completed',
      'resumed 0',
      'transferred 0',
      'taken-over 1',
      'agent 0 ready',
    ])
    expect(heard(engine.consults.hearings(caller))).toEqual(['1→caller', 'caller→1'])
    engine.release(caller, 30)
    expect(engine.agentState(B)).toBe('wrap-up')
  })

  test('rings at an agent on a break, who is idle since then when it is cancelled, and not since before the break', () => {
    const { engine, caller } = connected()
    engine.notReady(B, 'break', 3)
    engine.consults.begin(caller, { agent: B }, 10)
    engine.ready(B, 11)
    engine.consults.cancel(caller, 12)
    const next = engine.offer({ type: 1 }, 20)
    expect(engine.accept(next, C, 21)).toBe(true)
  })

  test('of a queue waits, rings and is matched there, and never at the agent who asks', () => {
    const { engine, caller, told } = connected()
    engine.notReady(B, 'break', 3)
    engine.notReady(C, 'break', 3)
    told()
    engine.consults.begin(caller, { type: 1 }, 10)
    expect([told(), engine.waiting]).toEqual([['held 0', 'consulting leg 0', 'queued leg'], 1])
    engine.ready(C, 11)
    expect(told()).toEqual(['agent 2 ready', 'offered leg 2'])
  })

  test('that the agent declines is over, and the caller is on hold still', () => {
    const { engine, caller, told } = connected()
    const leg = engine.consults.begin(caller, { agent: B }, 10)!
    engine.decline(leg, B, 11)
    expect(told().slice(3)).toEqual(['offer-ended leg 1 declined', 'consult-ended leg declined', 'agent 1 ready'])
    expect(engine.calls.resume(caller, 12)).toBe(true)
  })

  test('that is cancelled gives the caller back; whoever was asked does its after-call work', () => {
    const { engine, caller, told } = connected()
    const leg = engine.consults.begin(caller, { agent: B }, 10)!
    engine.accept(leg, B, 11)
    told()
    expect(engine.consults.cancel(caller, 20)).toBe(true)
    expect(told()).toEqual(['released leg 1', 'consult-ended leg 1 cancelled', 'resumed 0'])
    expect(engine.agentState(B)).toBe('wrap-up')
    engine.advance(25)
    expect(told()).toEqual(['wrap-up-ended leg 1', 'agent 1 ready'])
  })

  test('ends when the caller hangs up, however far it has come', () => {
    for (const accepted of [false, true]) {
      const { engine, caller, told } = connected()
      const leg = engine.consults.begin(caller, { agent: B }, 10)!
      if (accepted) engine.accept(leg, B, 11)
      told()
      engine.release(caller, 12)
      expect(told()).toEqual(
        accepted
          ? ['released leg 1', 'consult-ended leg 1 caller-left', 'resumed 0', 'released 0']
          : [
              'offer-ended leg 1 withdrawn',
              'consult-ended leg caller-left',
              'agent 1 ready',
              'resumed 0',
              'released 0',
            ],
      )
      engine.advance(100)
      expect([0, 1, 2].map((agent) => engine.agentState(agent))).toEqual(['ready', 'ready', 'ready'])
    }
  })

  test('of somebody outside, completed, leaves the house', () => {
    const { engine, caller, told } = connected()
    engine.consults.begin(caller, { outside: 'partner desk' }, 10)
    expect(heard(engine.consults.hearings(caller))).toEqual(['0→partner desk', 'partner desk→0'])
    engine.consults.complete(caller, 12)
    expect(told()).toEqual([
      'held 0',
      'consulting leg 0',
      'consult-ended leg completed',
      'resumed 0',
      'transferred 0',
      'diverted 0',
      'agent 0 ready',
    ])
  })

  test('is one at a time, and not of who is busy', () => {
    const { engine, caller } = connected()
    engine.consults.begin(caller, { agent: B }, 10)
    expect(engine.consults.begin(caller, { agent: C }, 11)).toBeUndefined()
    engine.consults.cancel(caller, 12)
    engine.signOut(C, 12)
    expect(engine.consults.begin(caller, { agent: C }, 13)).toBeUndefined()
    expect(engine.consults.begin(caller, { agent: A }, 13)).toBeUndefined()
    expect(() => engine.consults.begin(caller, { outside: '' }, 14)).toThrow('outside')
  })
})

describe('a conference', () => {
  const ofThree = () => {
    const floor = connected()
    const leg = floor.engine.consults.begin(floor.caller, { agent: B }, 10)!
    floor.engine.accept(leg, B, 11)
    floor.engine.consults.conference(floor.caller, 20)
    floor.told()
    return { ...floor, leg }
  }

  test('is heard by all, goes on when one leaves, and ends with the caller', () => {
    const { engine, caller, told } = ofThree()
    expect(heard(engine.consults.hearings(caller))).toEqual(
      ['0→1', '0→caller', '1→0', '1→caller', 'caller→0', 'caller→1'].sort(),
    )
    expect(engine.consults.leave(caller, A, 30)).toBe(true)
    expect(heard(engine.consults.hearings(caller))).toEqual(['1→caller', 'caller→1'])
    told()
    engine.release(caller, 40)
    expect(told()).toEqual(['released 1'])
  })

  test('whoever was asked leaves it with after-call work of its own', () => {
    const { engine, caller, told } = ofThree()
    expect(engine.consults.leave(caller, B, 30)).toBe(true)
    expect(told()).toEqual(['released leg 1', 'consult-ended leg 1 released'])
    expect([engine.agentState(A), engine.agentState(B)]).toEqual(['connected', 'wrap-up'])
    expect(engine.consults.leave(caller, A, 31)).toBe(false)
  })

  test('counts talk and after-call work for both agents, and one contact', () => {
    const engine = new AcdEngine(config)
    const metrics = new FloorMetrics({ types: 2, groups: 2, thresholdMs: 20 })
    const count = () => {
      for (let event = engine.read(); event !== undefined; event = engine.read()) metrics.observe(event)
    }
    for (const group of [0, 1]) {
      engine.addAgent({ group })
      engine.signIn(group, 0)
      engine.ready(group, 0)
    }
    const caller = engine.offer({ type: 0 }, 0)
    engine.accept(caller, A, 0)
    const leg = engine.consults.begin(caller, { agent: B }, 10)!
    engine.accept(leg, B, 10)
    engine.consults.conference(caller, 20)
    engine.release(caller, 110)
    engine.advance(115)
    count()
    metrics.agentTimes.settleAll(115)
    const [front, desk] = [metrics.ofGroup(0), metrics.ofGroup(1)]
    expect([front.talkMs, front.wrapUpMs, front.answered, front.handled]).toEqual([110, 5, 1, 1])
    expect([desk.talkMs, desk.wrapUpMs, desk.answered, desk.handled]).toEqual([100, 5, 0, 0])
    expect([metrics.agentTimes.of(1).talking, metrics.agentTimes.of(1).wrapUp, metrics.open]).toEqual([100, 5, 0])
    expect(metrics.ofType(0).offered).toBe(1)
  })
})

describe('a supervisor', () => {
  test('listens, whispers, barges in: who hears whom', () => {
    const { engine, caller, told } = connected()
    expect(engine.supervisor.listen(caller, C, 10)).toBe(true)
    expect(told()).toEqual(['2 orders listen of 0', 'monitoring leg 2'])
    expect(heard(engine.consults.hearings(caller))).toEqual(['0→2', '0→caller', 'caller→0', 'caller→2'])
    engine.supervisor.whisper(caller, C, 11)
    expect(heard(engine.consults.hearings(caller))).toEqual(['0→2', '0→caller', '2→0', 'caller→0', 'caller→2'])
    engine.supervisor.bargeIn(caller, C, 12)
    expect(heard(engine.consults.hearings(caller))).toHaveLength(6)
    told()
    engine.offer({ type: 1 }, 13)
    expect([engine.agentState(C), engine.agentState(B)]).toEqual(['connected', 'offered'])
    told()
    engine.supervisor.stopListening(caller, C, 14)
    expect(told()).toEqual(['2 orders stop-listening of 0', 'monitoring-ended leg 2', 'agent 2 ready'])
  })

  test('who listens takes the caller over, or is free when the caller leaves', () => {
    const { engine, caller, told } = connected()
    engine.supervisor.listen(caller, C, 10)
    told()
    expect(engine.supervisor.intercept(caller, C, 11)).toBe(true)
    expect(told()).toEqual([
      '2 orders intercept of 0',
      'monitoring-ended leg 2',
      'transferred 0',
      'taken-over 2',
      'agent 0 ready',
    ])
    engine.supervisor.listen(caller, A, 12)
    told()
    engine.release(caller, 13)
    expect(told()).toEqual(['monitoring-ended leg 0', 'agent 0 ready', 'released 2'])
  })

  test('is named in every order that is carried out, and in none that is not', () => {
    const { engine, told } = connected()
    engine.supervisor.forceNotReady(B, 'meeting', 10, 99)
    engine.supervisor.forceReady(B, 11, 99)
    engine.supervisor.forceSignOut(B, 12)
    engine.supervisor.forceSignOut(B, 13, 99)
    engine.supervisor.forceRelease(12_345, 14, 99)
    expect(told().filter((line) => line.includes('orders'))).toEqual([
      '99 orders force-not-ready of 1',
      '99 orders force-ready of 1',
      '-1 orders force-sign-out of 1',
    ])
  })
})
