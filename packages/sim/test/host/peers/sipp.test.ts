import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { fileURLToPath } from 'node:url'
import { CaptureReader, RtpView, UdpFinder } from '@strowger/core'
import { MediaPort, PortPool, type SipEndpoint } from '@strowger/core/edge'
import { readNameAddress, readUri } from '@strowger/core/sip'
import { afterEach, describe, expect, it } from 'vitest'
import { digestServer, endpoint, type Told, voiceAt } from './endpoint.ts'
import { freePort, hasSipp, needing, ON_A_REAL_MACHINE, type Program, scenario, sipp } from './program.ts'

const captures = fileURLToPath(new URL('../../../../../../shared/data/rtp/', import.meta.url))
const voice = `${captures}sipp-g711a.pcap`
const digit = `${captures}sipp-dtmf-2833-1.pcap`

const open: SipEndpoint[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.close()
})

async function opened(act: (event: Told, sip: SipEndpoint) => void) {
  const made = await endpoint(act)
  open.push(made.sip)
  return made
}

/** Answers whoever calls. */
function answering(event: Told, sip: SipEndpoint): void {
  if (event.kind !== 'incoming') return
  sip.act((agent, nowMs) => {
    agent.progress(event.call, nowMs)
    agent.answer(event.call, voiceAt(30_000), nowMs)
  })
}

function callTo(port: number) {
  return {
    target: readUri(`sip:service@127.0.0.1:${port}`)!,
    from: readNameAddress('<sip:strowger@127.0.0.1>')!,
    to: readNameAddress(`<sip:service@127.0.0.1:${port}>`)!,
    peer: { transport: 'udp', address: '127.0.0.1', port },
    offer: voiceAt(30_000),
  } as const
}

async function succeeded(program: Program): Promise<void> {
  const { code, output } = await program.ended
  expect(code, output.slice(-2000)).toBe(0)
}

function kinds(told: readonly Told[], kind: Told['kind']): number {
  return told.filter((event) => event.kind === kind).length
}

/** Payloads of the RTP packets in a capture, in order. */
function payloadsOf(path: string): Uint8Array[] {
  const payloads: Uint8Array[] = []
  const udp = new UdpFinder()
  const view = new RtpView()
  const reader = new CaptureReader((frame) => {
    if (!udp.find(frame)) return
    const bytes = frame.bytes.slice(udp.offset, udp.offset + udp.length)
    if (view.parse(bytes) === 'ok') payloads.push(view.payload().slice())
  })
  reader.push(readFileSync(path))
  return payloads
}

describe.skipIf(!hasSipp)(needing('SIPp', hasSipp, 'sip-tester'), ON_A_REAL_MACHINE, () => {
  it.each([
    ['UDP', 'udp', 'u1'],
    ['TCP', 'tcp', 't1'],
  ] as const)('calls by its own scenario over %s, and is answered each time', async (_name, transport, mode) => {
    const { sip, told } = await opened(answering)
    const address = `127.0.0.1:${sip.port(transport)}`
    await succeeded(sipp(['-sn', 'uac', address, '-t', mode, '-m', '30', '-r', '30', '-d', '200']))
    expect([kinds(told, 'incoming'), kinds(told, 'confirmed'), kinds(told, 'ended')]).toEqual([30, 30, 30])
    expect(told.every((event) => event.kind !== 'ended' || event.reason === 'bye')).toBe(true)
    expect(sip.agent.calls).toBe(0)
  })

  it('answers by its own scenario, and is hung up on', async () => {
    const port = await freePort()
    const { sip, told } = await opened((event, sip) => {
      if (event.kind === 'answered') sip.act((agent, nowMs) => agent.hangUp(event.call, nowMs))
    })
    const server = sipp(['-sn', 'uas', '-p', `${port}`, '-m', '20'])
    sip.act((agent, nowMs) => {
      for (let i = 0; i < 20; i += 1) agent.invite(callTo(port), nowMs)
    })
    await succeeded(server)
    expect([kinds(told, 'answered'), kinds(told, 'ended')]).toEqual([20, 20])
    expect(told.every((event) => event.kind !== 'ended' || event.reason === 'hung-up')).toBe(true)
  })

  it('asks for options', async () => {
    const { sip } = await opened((event, sip) => {
      if (event.kind === 'request')
        sip.act((agent, nowMs) =>
          agent.respond(event.id, { status: event.request.method === 'OPTIONS' ? 200 : 501 }, nowMs),
        )
    })
    await succeeded(sipp(['-sf', scenario('options'), `127.0.0.1:${sip.port('udp')}`, '-m', '10', '-r', '50']))
  })

  it('registers by digest, and not with a wrong password', async () => {
    const digest = digestServer()
    const { sip, told } = await opened((event, sip) => {
      if (event.kind !== 'request') return
      sip.act((agent, nowMs) => {
        const verdict = digest.check(event.request, nowMs)
        const challenges = digest.challenges(nowMs).map((value) => ['WWW-Authenticate', value] as const)
        const reply = verdict.kind === 'ok' ? { status: 200 } : { status: 401, headers: challenges }
        agent.respond(event.id, { ...reply, tag: 'r' }, nowMs)
      })
    })
    const register = (password: string) => {
      const who = ['-s', '1001', '-au', '1001', '-ap', password]
      return sipp(['-sf', scenario('register'), `127.0.0.1:${sip.port('udp')}`, ...who, '-m', '5', '-r', '50'])
    }
    await succeeded(register('secret'))
    expect(kinds(told, 'request')).toBe(10)
    const { code } = await register('guessed').ended
    expect(code).not.toBe(0)
    expect(kinds(told, 'request')).toBe(20)
  })

  it('is transferred by REFER and tells what becomes of it', async () => {
    const port = await freePort()
    const { sip, told } = await opened((event, sip) => {
      sip.act((agent, nowMs) => {
        if (event.kind === 'answered') agent.transfer(event.call, readNameAddress('<sip:other@127.0.0.1>')!, nowMs)
        else if (event.kind === 'transfer-progress' && event.status >= 200) agent.hangUp(event.call, nowMs)
      })
    })
    const server = sipp(['-sf', scenario('transferred'), '-p', `${port}`, '-m', '3'])
    sip.act((agent, nowMs) => {
      for (let i = 0; i < 3; i += 1) agent.invite(callTo(port), nowMs)
    })
    await succeeded(server)
    const progress = told.flatMap((event) => (event.kind === 'transfer-progress' ? [event.status] : []))
    expect(progress.sort((a, b) => a - b)).toEqual([100, 100, 100, 200, 200, 200])
  })

  // A capture is played on a raw socket.
  const mayPlay = existsSync(voice) && userInfo().uid === 0
  it.skipIf(!mayPlay)('is heard, byte for byte, and its digit by RFC 4733 (needs root, ../shared)', async () => {
    const heard: { readonly payloadType: number; readonly payload: Uint8Array }[] = []
    const media = await MediaPort.open(
      { ports: new PortPool(31_000, 31_100) },
      {
        onRtp: (packet) => {
          heard.push({ payloadType: packet.payloadType, payload: packet.payload().slice() })
        },
      },
    )
    const { sip } = await opened((event, sip) => {
      if (event.kind !== 'incoming') return
      const { address, port } = event.offer!.media[0]!
      media.setRemote(address, port)
      sip.act((agent, nowMs) => agent.answer(event.call, voiceAt(media.port), nowMs))
    })
    const port = await freePort()
    const address = `127.0.0.1:${sip.port('udp')}`
    const keys = ['-key', 'voice', voice, '-key', 'digit', digit]
    await succeeded(sipp(['-sf', scenario('caller-with-voice'), address, '-m', '1', '-mp', `${port & ~1}`, ...keys]))
    media.close()
    const speech = heard.filter(({ payloadType }) => payloadType === 8).map(({ payload }) => payload)
    const events = heard.filter(({ payloadType }) => payloadType !== 8).map(({ payload }) => payload)
    expect(speech).toEqual(payloadsOf(voice))
    expect(events).toEqual(payloadsOf(digit))
    expect(new Set(events.map((payload) => payload[0]))).toEqual(new Set([1]))
  })
})
