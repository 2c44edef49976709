import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readWav } from '@strowger/core'
import { expect, it } from 'vitest'
import { PCMU, Phone, likeness } from './phone.ts'

const PROCESS = fileURLToPath(new URL('recording-process.ts', import.meta.url))
const SOURCES = new URL('../../../../../scripts/run-sources.mjs', import.meta.url).href

it('leaves a recording that any player reads when the host is killed in the middle of a call', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'strowger-crash-'))
  const path = join(folder, 'call.wav')
  const phones = [await Phone.open(PCMU, 21), await Phone.open(PCMU, 22)]
  const host = fork(PROCESS, [path, ...phones.map(({ port }) => String(port))], { execArgv: ['--import', SOURCES] })
  const [ports] = (await once(host, 'message')) as [number[]]
  phones.forEach((phone, i) => phone.call(ports[i]!))
  // Two blocks of half a second at least are on the disk.
  for (let i = 0; i < 500 && statSync(path).size < 44 + 2 * 16_000; i++) await sleep(20)
  await sleep(200)
  host.kill('SIGKILL')
  await once(host, 'exit')
  for (const phone of phones) phone.close()
  const bytes = readFileSync(path)
  const promised = new DataView(bytes.buffer, bytes.byteOffset).getUint32(40, true)
  expect(promised).toBeGreaterThanOrEqual(16_000)
  expect(promised).toBeLessThanOrEqual(bytes.length - 44)
  const { format, samples } = readWav(bytes)!
  expect(format).toEqual({ encoding: 'pcm16', sampleHz: 8000, channels: 2 })
  for (const [channel, phone] of phones.entries()) {
    const side = Int16Array.from({ length: samples.length >> 1 }, (_, i) => samples[2 * i + channel]!)
    expect(likeness(side, phone.said)).toBeGreaterThan(0.9)
  }
  rmSync(folder, { recursive: true })
})
