import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AcdEvent, isFlowAction } from '@strowger/acd'
import { completeAmdOptions } from '@strowger/core'
import { describe, expect, test, vi } from 'vitest'
import { Answer } from '../../../core/test/amd/answers.ts'
import { tryConfig } from '../../src/host/config/try-config.ts'
import { openHost } from '../../src/host/edge/open-host.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { Phone, PCMA } from './media/phone.ts'
import { sourcesOf } from './support/small-house.ts'
import { endpoint, voiceAt } from './peers/endpoint.ts'
import { freePort } from './peers/program.ts'
import { shareOfTone } from './peers/tone.ts'

const SCENARIO = `
strowger: 1
name: Calls out
run: { startsAt: '09:00', duration: 1h, replications: 1, seed: 1 }
types: { offers: { arrivals: { perHour: 0 }, handlingTime: 30s } }
groups: { front: { agents: 1 } }
campaigns: { offers: { type: offers, mode: predictive, attempts: 1, maxHold: 1s } }
`
const NUMBER = '13800138000'

/** A host that calls somebody who answers with this; everything that was decided, and what was heard at the other end. */
async function called(answer: Answer) {
  const data = mkdtempSync(join(tmpdir(), 'strowger-machines-'))
  const phone = await Phone.open(PCMA, 1)
  phone.isMute = true
  const { sip, told } = await endpoint((event, sip) => {
    if (event.kind !== 'incoming') return
    sip.act((agent, nowMs) => agent.answer(event.call, voiceAt(phone.port), nowMs))
    phone.interject(answer.heard())
    phone.isMute = false
    phone.call(event.offer!.media[0]!.port)
  })
  const sources = sourcesOf(SCENARIO)
  const scenario = loadScenario('scenario.yaml', {
    read: () => SCENARIO,
    resolve: (_, relative) => relative,
  })
  const usual = tryConfig(scenario, await freePort(), data)
  const metrics = { address: '127.0.0.1', port: await freePort() }
  const config = {
    ...usual,
    metrics,
    media: { ...usual.media, ports: { from: 49_000, to: 49_199 } },
    trunks: [{ ...usual.trunks[0]!, to: `sip:localhost:${sip.port('udp')}`, allow: /^[0-9]+$/ }],
    campaigns: new Map([
      ['offers', { message: 'call us back', unsure: 'human' as const, analysis: completeAmdOptions({}) }],
    ]),
  }
  const decided: AcdEvent[] = []
  const opened = await openHost({
    read: () => ({ sources, config }),
    writeLog: () => undefined,
    onTold: (event) => {
      if (!isFlowAction(event)) decided.push(event)
    },
  })
  const { desk } = opened.host.house
  desk.do({ do: 'sign-in', agent: 0 })
  desk.do({ do: 'ready', agent: 0 })
  opened.host.dialling.list('offers', NUMBER, 0)
  return {
    host: opened.host,
    phone,
    told,
    ends: () => decided.flatMap((event) => ('reason' in event && event.kind !== 'agent' ? [event.reason] : [])),
    figures: async () => await (await fetch(`http://127.0.0.1:${metrics.port}/metrics`)).text(),
    close: async () => {
      phone.close()
      await opened.close()
      sip.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

describe('a campaign on sockets', { retry: 2 }, () => {
  test('a machine is heard to be one, and hears the message after its tone', async () => {
    const greeting = new Answer(3).silence(400).phrase(2800).silence(300).tone(1000, 400)
    const endMs = greeting.lengthMs
    const { phone, told, ends, figures, close } = await called(greeting.silence(8000))
    await vi.waitFor(() => expect(ends()).toContain('machine'), 10_000)
    await vi.waitFor(() => expect(told.map(({ kind }) => kind)).toContain('ended'), 15_000)
    const text = await figures()
    expect(text).toContain('strowger_calls_answered_by_machine_total 1\n')
    expect(text).toContain('strowger_calls_answered_by_human_total 0\n')
    expect(text).toContain('strowger_machine_messages_left_total 1\n')
    expect(text).toContain('strowger_calls_to_machines_total{type="offers"} 1\n')
    // The prompt has no file: a beep of the host, half a second long, which comes after the machine's tone.
    const { heard } = phone
    const half = 8 * 250
    const beeps = Array.from({ length: Math.floor(heard.length / half) }, (_, nth) =>
      shareOfTone(heard.subarray(nth * half, (nth + 1) * half), 425),
    )
    expect(Math.max(...beeps)).toBeGreaterThan(0.8)
    const first = beeps.findIndex((share) => share > 0.4)
    expect(first * 250).toBeGreaterThan(endMs - 500)
    await close()
  })

  test('a person who says "hello?" is one, for whom an agent is sought', async () => {
    const { host, ends, close } = await called(new Answer(3).silence(500).word(400).silence(8000))
    await vi.waitFor(() => expect(host.called.answers.counts.human).toBe(1), 10_000)
    expect(ends()).not.toContain('machine')
    await close()
  })
})
