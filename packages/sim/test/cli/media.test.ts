import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWav } from '@strowger/core'
import { dial } from '@strowger/dtmf'
import { describe, expect, test } from 'vitest'
import { ROOT, strowger, withFiles } from '../support/command.ts'

interface Stream {
  readonly ssrc: number
  readonly payloadType: number
  readonly packets: number
  readonly lost: number
  readonly jitterMs: number
  readonly digits: string
}

const data = (path: string) => join(ROOT, '../shared/data', path)

/** The one line of a mistake: exit code 2, nothing on stdout. */
function mistake(args: readonly string[]): string {
  const { code, stdout, stderr } = strowger(args)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^strowger: [^\n]+\n$/)
  return stderr
}

describe('digits', () => {
  test('hears each channel of a recording by itself, and prints one document', async () => {
    const left = dial('12,3#', { sampleRateHz: 16_000 }).samples
    const right = dial('98', { sampleRateHz: 16_000 }).samples
    const both = new Int16Array(2 * Math.max(left.length, right.length))
    for (const [at, sample] of left.entries()) both[2 * at] = sample
    for (const [at, sample] of right.entries()) both[2 * at + 1] = sample
    await withFiles({}, (folder) => {
      const file = join(folder, 'call.wav')
      writeFileSync(file, writeWav({ encoding: 'a-law', sampleHz: 16_000, channels: 2 }, both))
      const { code, stdout } = strowger(['digits', file, '--json', '-', '--plot', join(folder, 'call.svg')])
      expect(code).toBe(0)
      const document = JSON.parse(stdout) as { channels: { digits: string; events: { startMs: number }[] }[] }
      expect(document.channels.map(({ digits }) => digits)).toEqual(['123#', '98'])
      const sent = dial('12,3#', { sampleRateHz: 16_000 }).digits
      for (const [at, { startMs }] of document.channels[0]!.events.entries()) {
        expect(Math.abs(startMs - sent[at]!.startMs)).toBeLessThanOrEqual(5)
      }
      expect(readFileSync(join(folder, 'call.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
    })
  })

  test('takes raw bytes', async () => {
    await withFiles({}, (folder) => {
      const file = join(folder, 'call.raw')
      writeFileSync(file, new Uint8Array(dial('42').samples.buffer))
      expect(strowger(['digits', file, '--raw', 'pcm16']).stdout).toMatch(/^channel 1: 42\n/)
      expect(strowger(['digits', file, '--raw', 'pcm16', '--lang', 'zh']).stdout).toMatch(/^声道 1: 42\n/)
    })
  })

  test('reads standard input, as WAV and raw, where a file is named -', () => {
    const { samples } = dial('27#')
    const wav = writeWav({ encoding: 'mu-law', sampleHz: 8000, channels: 1 }, samples)
    expect(strowger(['digits', '-'], process.execPath, wav).stdout).toMatch(/^channel 1: 27#\n/)
    const raw = strowger(
      ['digits', '--json', '-', '-', '--raw', 'pcm16'],
      process.execPath,
      new Uint8Array(samples.buffer),
    )
    expect(JSON.parse(raw.stdout)).toMatchObject({ recording: '-', channels: [{ digits: '27#' }] })
  })

  test('tells what is no recording in one line', () => {
    expect(mistake(['digits', 'packages'])).toMatch(/packages: is a folder/)
    expect(mistake(['digits', 'package.json'])).toMatch(/package\.json: it is no WAV file/)
    expect(mistake(['digits', 'nowhere.wav'])).toMatch(/nowhere\.wav/)
    expect(mistake(['digits', 'package.json', '--raw', 'pcm16', '--rate', '10'])).toMatch(/--rate/)
  })
})

describe('rtp', () => {
  const capture = data('rtp/sipp-dtmf-2833-1.pcap')

  test.skipIf(!existsSync(capture))(`reads a capture (skipped when ../shared/data/rtp is absent)`, async () => {
    await withFiles({}, (folder) => {
      const { code, stdout } = strowger(['rtp', capture, '--json', '-', '--wav', join(folder, 'heard.wav')])
      expect(code).toBe(0)
      const { streams } = JSON.parse(stdout) as { streams: Stream[] }
      expect(streams).toHaveLength(1)
      expect(streams[0]).toMatchObject({ payloadType: 101, packets: 10, lost: 0, digits: '1' })
    })
  })

  test.skipIf(!existsSync(capture))('finds the same digits in band and by events, each once', () => {
    const { stdout } = strowger(['rtp', data('rtp/honeynet-0410.pcap'), '--json', '-'])
    const { streams } = JSON.parse(stdout) as { streams: Stream[] }
    expect(streams.map(({ digits }) => digits)).toEqual(['2255#4125#43211#', ''])
  })

  test.skipIf(!existsSync(capture))('reads standard input where a file is named -', () => {
    const { stdout } = strowger(['rtp', '-', '--json', '-'], process.execPath, readFileSync(capture))
    expect(JSON.parse(stdout)).toMatchObject({ capture: '-', streams: [{ digits: '1' }] })
  })

  test('tells what is no capture in one line', async () => {
    expect(mistake(['rtp', 'packages'])).toMatch(/packages: is a folder/)
    await withFiles({ 'empty.pcap': '' }, (folder) => {
      expect(mistake(['rtp', join(folder, 'empty.pcap')])).toMatch(/is no capture/)
    })
    expect(mistake(['rtp', 'package.json'])).toMatch(/is no capture — give a pcap, pcapng or rtpdump file/)
  })
})

describe('jitter', () => {
  test('plays a trace through every policy, the optimum last and best', async () => {
    const lines = Array.from({ length: 500 }, (_, n) => `${20 * n},${30 + ((n * 7919) % 40)}`)
    await withFiles({ 'trace.csv': `send_ms,delay_ms\n${lines.join('\n')}\n` }, (folder) => {
      const { code, stdout } = strowger(['jitter', join(folder, 'trace.csv'), '--json', '-'])
      expect(code).toBe(0)
      const { traces } = JSON.parse(stdout) as {
        traces: { packets: number; policies: { policy: string; r: number }[] }[]
      }
      const [{ packets, policies } = { packets: 0, policies: [] }] = traces
      expect(packets).toBe(500)
      expect(policies.at(-1)!.policy).toBe('optimum')
      expect(policies.map(({ policy }) => policy)).toContain('adaptive')
      expect(Math.max(...policies.map(({ r }) => r))).toBe(policies.at(-1)!.r)
    })
  })

  test('tells what is no trace in one line, and of a call of which nothing arrived that all is lost', async () => {
    expect(mistake(['jitter', 'packages'])).toMatch(/folder/)
    await withFiles({ 'lost.csv': '0,-1\n20,-1\n', 'seconds.csv': '0,1\n1e12,1\n' }, (folder) => {
      const { stdout } = strowger(['jitter', join(folder, 'lost.csv'), '--json', '-'])
      const { traces } = JSON.parse(stdout) as { traces: { policies: { loss: number }[] }[] }
      expect(new Set(traces[0]!.policies.map(({ loss }) => loss))).toEqual(new Set([1]))
      expect(mistake(['jitter', join(folder, 'seconds.csv')])).toMatch(/seconds\.csv: spans 277778 hours/)
    })
    expect(mistake(['jitter', 'package.json'])).toMatch(/package\.json: has 0 packets/)
  })
})

test('media-load tells the same of the same seed, and how many calls a core carries', () => {
  const run = () =>
    JSON.parse(strowger(['media-load', '--calls', '20', '--seconds', '2', '--json', '-']).stdout) as Record<
      string,
      number
    >
  const [first, second] = [run(), run()]
  expect(first['packets']).toBe(20 * 2 * 50)
  expect(first['callsPerCore']).toBeGreaterThan(0)
  const { tookSeconds: _, callsPerCore: __, ...same } = first
  expect(second).toMatchObject(same)
})

test('media-load --bridged hears and says every packet of both legs, and tells the same of the same seed', () => {
  const args = ['media-load', '--bridged', '--calls', '10', '--seconds', '2', '--json', '-']
  const [first, second] = [strowger(args), strowger(args)].map(
    ({ stdout }) => JSON.parse(stdout) as Record<string, number>,
  )
  expect(first).toMatchObject({ calls: 10, packetsIn: 10 * 2 * 100, packetsOut: 10 * 2 * 100 })
  expect(first!['concealedShare']).toBeLessThan(0.02)
  expect(first!['callsPerCore']).toBeGreaterThan(0)
  expect(second!['concealedShare']).toBe(first!['concealedShare'])
  expect(strowger(args.slice(0, -2)).stdout).toContain('calls that one core carries in real time')
})
