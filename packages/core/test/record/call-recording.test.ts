import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { muLawCode, muLawSample } from '../../src/codec/g711-law.ts'
import { CallRecording } from '../../src/record/call-recording.ts'
import { readWav } from '../../src/wav/wav-reader.ts'

/** What is on the disk: blocks go to the end, the header over the start. */
class Disk {
  bytes = new Uint8Array(0)

  append(block: Uint8Array): void {
    const next = new Uint8Array(this.bytes.length + block.length)
    next.set(this.bytes)
    next.set(block, this.bytes.length)
    this.bytes = next
  }
}

const tick = fc.option(fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 4, maxLength: 4 }), {
  nil: undefined,
})

describe('a call recording', () => {
  it('is at every moment a file that holds both sides in time, up to the block at hand', () => {
    const ticks = fc.array(fc.tuple(tick, tick), { maxLength: 40 })
    const encoding = fc.constantFrom('pcm16' as const, 'mu-law' as const)
    fc.assert(
      fc.property(ticks, encoding, fc.integer({ min: 1, max: 3 }), (ticks, encoding, blockMs) => {
        const recording = new CallRecording({ sampleHz: 8000, channels: 2, encoding, tickSamples: 4, blockMs })
        const disk = new Disk()
        disk.append(recording.header())
        const said: number[] = []
        let blocks = 0
        for (const [left, right] of ticks) {
          for (let i = 0; i < 4; i++) said.push(left?.[i] ?? 0, right?.[i] ?? 0)
          const block = recording.take(left && Int16Array.from(left), right && Int16Array.from(right))
          if (block === undefined) continue
          blocks++
          disk.append(block)
          // A crash between the two leaves the last header, and with it all but this block.
          expect(heard(disk, encoding)).toEqual(kept(said, encoding).slice(0, (blocks - 1) * blockMs * 16))
          disk.bytes.set(recording.header())
          expect(heard(disk, encoding)).toEqual(kept(said, encoding).slice(0, blocks * blockMs * 16))
        }
        disk.append(recording.takeBlock())
        disk.bytes.set(recording.header())
        expect(heard(disk, encoding)).toEqual(kept(said, encoding))
        expect(recording.durationMs).toBe(ticks.length / 2)
      }),
      { numRuns: 60 },
    )
  })

  it('holds one voice as mono', () => {
    const recording = new CallRecording({ sampleHz: 16_000, channels: 1, tickSamples: 320 })
    recording.take(new Int16Array(320).fill(5))
    recording.take(undefined)
    const disk = new Disk()
    const block = recording.takeBlock()
    disk.append(recording.header())
    disk.append(block)
    const wav = readWav(disk.bytes)!
    expect(wav.format).toEqual({ encoding: 'pcm16', sampleHz: 16_000, channels: 1 })
    expect([...wav.samples]).toEqual([...new Int16Array(320).fill(5), ...new Int16Array(320)])
  })
})

function kept(samples: readonly number[], encoding: 'pcm16' | 'mu-law'): number[] {
  return encoding === 'pcm16' ? [...samples] : samples.map((sample) => muLawSample(muLawCode(sample)) + 0)
}

/** As a player reads it: the length in the header is believed, nothing (length 0) is to the end. */
function heard(disk: Disk, encoding: 'pcm16' | 'mu-law'): number[] {
  const dataAt = encoding === 'pcm16' ? 40 : 54
  const length = new DataView(disk.bytes.buffer).getUint32(dataAt, true)
  const wav = readWav(disk.bytes.subarray(0, dataAt + 4 + length))!
  return [...wav.samples].map((sample) => sample + 0)
}
