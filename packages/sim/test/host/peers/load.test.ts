import { afterEach, describe, expect, it } from 'vitest'
import { type Decision, LiveHost, sippAgents, sippCallers } from './live-host.ts'
import { hasSipp, needing, ON_A_REAL_MACHINE } from './program.ts'

const open: LiveHost[] = []
afterEach(async () => {
  for (const host of open.splice(0)) await host.stop()
})

function count(decisions: readonly Decision[], kind: string): number {
  return decisions.filter((decision) => decision.kind === kind).length
}

describe.skipIf(!hasSipp)(needing('a host under load', hasSipp, 'sip-tester'), ON_A_REAL_MACHINE, () => {
  it('serves thirty callers of SIPp with six agents of SIPp, every one accounted for', async () => {
    const agents = ['1001', '1002', '1003', '1004', '1005', '1006']
    const host = await LiveHost.start({ agents })
    open.push(host)
    const phones = await sippAgents(host, agents, 30, 1000)
    await host.staff(agents)
    const { code, output } = await sippCallers(host, 30, 3, 30_000).ended
    expect(code, output.slice(-2000)).toBe(0)
    const answered = await phones.ended
    expect(answered.code, answered.output.slice(-2000)).toBe(0)
    const decisions = host.decisions()
    expect([count(decisions, 'connected'), count(decisions, 'released'), count(decisions, 'abandoned')]).toEqual([
      30, 30, 0,
    ])
    const metrics = await host.metrics()
    expect(metrics.get('strowger_contacts_offered_total{type="orders"}')).toBe(30)
    expect(metrics.get('strowger_contacts_handled_total{type="orders"}')).toBe(30)
    expect(metrics.get('strowger_calls')).toBe(0)
  })
})
