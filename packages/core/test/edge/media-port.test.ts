import { createSocket } from 'node:dgram'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { nodeCryptography } from '../../src/edge/node-cryptography.ts'
import { MediaPort } from '../../src/edge/media-port.ts'
import { PortPool } from '../../src/edge/port-pool.ts'
import { SourceGuard } from '../../src/edge/source-guard.ts'
import { StrowgerError } from '../../src/error/strowger-error.ts'
import { writeReportInto } from '../../src/rtcp/report.ts'
import { writeRtp } from '../../src/rtp/rtp-writer.ts'
import { SrtpReceiver } from '../../src/srtp/srtp-receiver.ts'
import { SrtpSender } from '../../src/srtp/srtp-sender.ts'

const packet = (sequence: number, ssrc: number = 1): Uint8Array =>
  writeRtp({ payloadType: 0, sequence, timestamp: sequence * 160, ssrc }, new Uint8Array(160))

describe('source guard', () => {
  it('latches on to who proves himself, and not on to who comes in between', () => {
    const guard = new SourceGuard()
    expect(guard.judge('a', 1, 7, 10, 0)).toBe('learning')
    expect(guard.judge('evil', 9, 8, 99, 5)).toBe('learning')
    expect(guard.judge('a', 1, 7, 11, 20)).toBe('learning')
    expect(guard.judge('a', 1, 7, 12, 40)).toBe('accept')
    expect(guard.judge('evil', 9, 7, 13, 50)).toBe('foreign')
    expect(guard.judge('a', 2, 7, 13, 60)).toBe('foreign')
    expect(guard.remote).toEqual({ address: 'a', port: 1 })
    // A NAT that changed its mapping: after silence another may prove itself.
    expect(guard.judge('a', 2, 7, 400, 4000)).toBe('learning')
    expect(guard.judge('a', 2, 7, 401, 4020)).toBe('accept')
    expect(guard.foreign).toBe(2)
  })

  it('takes the negotiated source at once and always, and another only while it is silent', () => {
    const guard = new SourceGuard()
    guard.expect('phone', 5000)
    expect(guard.remote).toEqual({ address: 'phone', port: 5000 })
    expect(guard.judge('phone', 5000, 1, 9, 0)).toBe('accept')
    expect(guard.judge('evil', 9, 7, 13, 10)).toBe('foreign')
    expect([guard.isForeign('evil', 9, 20), guard.isForeign('phone', 5000, 20), guard.foreign]).toEqual([
      true,
      false,
      2,
    ])
    // Silent for three seconds: who proves himself is believed, until the negotiated source is heard again.
    expect(guard.judge('evil', 9, 7, 14, 3100)).toBe('learning')
    expect(guard.judge('evil', 9, 7, 15, 3120)).toBe('accept')
    expect(guard.judge('phone', 5000, 1, 10, 3130)).toBe('accept')
    expect(guard.judge('evil', 9, 7, 16, 3140)).toBe('foreign')
    expect(guard.remote).toEqual({ address: 'phone', port: 5000 })
  })

  it('never believes another where it is not to learn, and moves when the source is negotiated anew', () => {
    const guard = new SourceGuard()
    guard.expect('phone', 5000, false)
    for (let i = 0; i < 10; i++) expect(guard.judge('evil', 9, 7, i, 10_000 * i)).toBe('foreign')
    guard.expect('tablet', 6000, false)
    expect(guard.judge('phone', 5000, 1, 9, 100_000)).toBe('foreign')
    expect(guard.judge('tablet', 6000, 1, 9, 100_000)).toBe('accept')
  })

  it('lets the rate through and no more, after a burst', () => {
    const guard = new SourceGuard({ packetsPerSecond: 100, burst: 20 })
    guard.latch('a', 1, 0)
    let accepted = 0
    for (let i = 0; i < 5000; i++) if (guard.judge('a', 1, 1, i, i) === 'accept') accepted++
    expect(accepted).toBeGreaterThanOrEqual(500)
    expect(accepted).toBeLessThanOrEqual(521)
    expect(guard.overRate).toBe(5000 - accepted)
  })
})

describe('port pool', () => {
  it('gives even ports, the longest unused first', () => {
    const pool = new PortPool(30_001, 30_007)
    expect([pool.take(), pool.take(), pool.take()]).toEqual([30_002, 30_004, 30_006])
    expect(pool.take()).toBeUndefined()
    pool.give(30_004)
    pool.give(30_002)
    expect([pool.take(), pool.take()]).toEqual([30_004, 30_002])
    expect(() => new PortPool(5001, 5001)).toThrow(StrowgerError)
  })
})

describe('media port on the loopback', () => {
  it.each([false, true])('talks to its other side, and gives its ports back (mux: %s)', async (rtcpMux) => {
    const pool = new PortPool(42_000, 42_063)
    const before = pool.available
    const heard: number[] = []
    const reports: number[] = []
    const a = await MediaPort.open({ ports: pool, rtcpMux }, { onRtp: () => {} })
    const b = await MediaPort.open(
      { ports: pool, rtcpMux },
      { onRtp: (view) => heard.push(view.seq16), onRtcp: (bytes) => reports.push(bytes.length) },
    )
    expect(a.send(packet(0))).toBe(false)
    a.setRemote('127.0.0.1', b.port)
    const stranger = createSocket('udp4')
    for (let i = 0; i < 10; i++) {
      expect(a.send(packet(i))).toBe(true)
      await sleep(2)
      if (i > 3) stranger.send(packet(1000 + i, 66), b.port, '127.0.0.1')
    }
    stranger.send(Uint8Array.of(1, 2, 3), b.port, '127.0.0.1')
    const report = new Uint8Array(8)
    writeReportInto(report, 0, { ssrc: 1, blocks: [] })
    a.sendRtcp(report)
    for (let i = 0; i < 200 && (reports.length === 0 || b.statistics.malformed === 0); i++) await sleep(5)
    expect(heard).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(b.remote).toEqual({ address: '127.0.0.1', port: a.port })
    expect(reports).toEqual([8])
    expect([b.statistics.foreign, b.statistics.learning, b.statistics.malformed]).toEqual([6, 1, 1])
    stranger.close()
    a.close()
    b.close()
    expect(pool.available).toBe(before)
  })

  it('sends nothing to ports that are none, whatever the other side says of its own', async () => {
    const port = await MediaPort.open({ ports: new PortPool(42_096, 42_103) }, { onRtp: () => {} })
    // The next port is RTCP's where nothing else is said.
    port.setRemote('127.0.0.1', 65_535)
    expect(port.sendRtcp(new Uint8Array(8))).toBe(false)
    port.setRemote('127.0.0.1', 42_200, true, 0)
    expect(port.sendRtcp(new Uint8Array(8))).toBe(false)
    port.setRemote('127.0.0.1', 0)
    expect(port.send(packet(0))).toBe(false)
    expect(port.statistics).toMatchObject({ sent: 0, sendFailures: 3 })
    port.close()
  })

  it('lets nothing but authentic packets through once it is secured', async () => {
    const ports = new PortPool(42_064, 42_095)
    const heard: number[] = []
    const reports: number[] = []
    const b = await MediaPort.open(
      { ports },
      { onRtp: (view) => heard.push(view.payloadBytes), onRtcp: (bytes) => reports.push(bytes.length) },
    )
    const a = await MediaPort.open({ ports }, { onRtp: () => {} })
    const master = {
      suite: 'AES_CM_128_HMAC_SHA1_80',
      key: new Uint8Array(16).fill(3),
      salt: new Uint8Array(14),
    } as const
    const sender = new SrtpSender(nodeCryptography, master)
    b.secure(new SrtpReceiver(nodeCryptography, master))
    a.setRemote('127.0.0.1', b.port)
    const sent: Uint8Array[] = []
    for (let i = 0; i < 6; i++) {
      const bytes = new Uint8Array(182)
      bytes.set(packet(i))
      sender.protect(bytes, 172)
      sent.push(bytes)
      a.send(bytes)
      a.send(packet(i + 100))
      a.send(bytes)
      await sleep(2)
    }
    const report = new Uint8Array(8 + sender.rtcpOverheadBytes)
    writeReportInto(report, 0, { ssrc: 1, blocks: [] })
    sender.protectRtcp(report, 8)
    a.sendRtcp(report)
    for (let i = 0; i < 200 && reports.length === 0; i++) await sleep(5)
    expect(heard).toEqual([160, 160, 160, 160, 160])
    expect(reports).toEqual([8])
    expect([b.statistics.unauthentic, b.statistics.replayed, b.statistics.learning]).toEqual([6, 6, 1])
    a.close()
    b.close()
  })
})
