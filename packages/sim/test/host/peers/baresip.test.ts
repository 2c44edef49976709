import { aLawCode, aLawSample, writeRtp } from '@strowger/core'
import { MediaPort, PortPool } from '@strowger/core/edge'
import { type NameAddress, type Peer } from '@strowger/core/sip'
import { describe, expect, it } from 'vitest'
import { BaresipPhone } from './baresip.ts'
import { digestServer, endpoint, voiceAt } from './endpoint.ts'
import { hasBaresip, needing, ON_A_REAL_MACHINE } from './program.ts'
import { shareOfTone } from './tone.ts'

describe.skipIf(!hasBaresip)(needing('baresip', hasBaresip, 'baresip-core'), ON_A_REAL_MACHINE, () => {
  it('registers by digest, answers, hears and is heard, and is hung up on', async () => {
    const digest = digestServer()
    let registered: { readonly contact: NameAddress; readonly peer: Peer } | undefined
    const heard: number[] = []
    const saying = { payloadType: 8, ssrc: 7, marker: false }
    const media = await MediaPort.open(
      { ports: new PortPool(32_000, 32_100) },
      {
        onRtp(packet) {
          if (packet.payloadType !== 8) return
          heard.push(...Array.from(packet.payload(), (code) => aLawSample(code)))
        },
      },
    )
    let end: () => void = () => undefined
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const { sip, told } = await endpoint((event, sip) => {
      sip.act((agent, nowMs) => {
        if (event.kind === 'request' && event.request.method === 'REGISTER') {
          const verdict = digest.check(event.request, nowMs)
          const contact = event.request.header('Contact') ?? ''
          if (verdict.kind === 'ok') {
            registered = { contact: event.request.address('Contact')!, peer: event.peer }
            agent.respond(event.id, { status: 200, tag: 'r', headers: [['Contact', contact]] }, nowMs)
          } else {
            const headers = digest.challenges(nowMs).map((value) => ['WWW-Authenticate', value] as const)
            agent.respond(event.id, { status: 401, tag: 'r', headers }, nowMs)
          }
        } else if (event.kind === 'answered') {
          const stream = event.remote!.media[0]!
          media.setRemote(stream.address, stream.port)
        } else if (event.kind === 'ended') end()
      })
    })
    const phone = await BaresipPhone.start({
      number: '1001',
      password: 'secret',
      registrarPort: sip.port('udp'),
      toneHz: 1000,
    })
    const { contact, peer } = registered!
    const call = sip.act((agent, nowMs) =>
      agent.invite(
        { target: contact.uri, from: { ...contact, uri: contact.uri }, to: contact, peer, offer: voiceAt(media.port) },
        nowMs,
      ),
    )
    // Says 440 Hz for a second and a half.
    const tone = Int16Array.from({ length: 160 * 75 }, (_, at) => 8000 * Math.sin((2 * Math.PI * 440 * at) / 8000))
    for (let packet = 0; packet < 75; packet += 1) {
      const codes = Uint8Array.from(tone.subarray(packet * 160, packet * 160 + 160), (sample) => aLawCode(sample))
      media.send(writeRtp({ ...saying, sequence: packet, timestamp: packet * 160 }, codes))
      await new Promise((resolve) => {
        setTimeout(resolve, 20)
      })
    }
    expect(sip.agent.state(call)).toBe('confirmed')
    sip.act((agent, nowMs) => agent.hangUp(call, nowMs))
    await ended
    const phoneHeard = await phone.stop()
    sip.close()
    media.close()
    expect(told.some((event) => event.kind === 'answered')).toBe(true)
    expect(heard.length).toBeGreaterThan(4000)
    expect(shareOfTone(Int16Array.from(heard), 1000)).toBeGreaterThan(0.9)
    expect(phoneHeard.length).toBeGreaterThan(4000)
    expect(shareOfTone(phoneHeard.subarray(-4000), 440)).toBeGreaterThan(0.8)
  })
})
