import { afterAll, describe, expect, test } from 'vitest'
import { KEYPAD, type Digit, type Law } from '../../src/index.ts'
import { hear, seeded, type Burst } from './bench-of-trials.ts'

/** The Mitel CM7291 test tape, side 1, in its order; each figure is printed at the end. */
const figures: string[] = []

afterAll(() => process.stdout.write(`Mitel CM7291, default preset\n${figures.join('\n')}\n`))

const TESTED: readonly Digit[] = ['1', '5', '9', 'D']

describe.each(['mulaw', 'alaw'] as Law[])('through %s', (law) => {
  const random = seeded(7291)

  /** Whether one pulse of 50 ms at −10 dBm0 per tone, changed as told, is heard as its digit and nothing else. */
  function isHeard(change: Partial<Burst>, noiseDbm0?: number): boolean {
    const burst = { digit: '1' as const, startMs: 40 + 20 * random(), durationMs: 50, ...change }
    const noise = noiseDbm0 === undefined ? {} : { noiseDbm0 }
    const heard = hear({ bursts: [burst], lengthMs: burst.startMs + burst.durationMs + 50, ...noise }, law, {}, random)
    return heard.map(({ digit }) => digit).join('') === burst.digit
  }

  /** How many steps are heard, one after the other. */
  function steps(most: number, change: (step: number) => Partial<Burst>): number {
    let step = 0
    while (step < most && isHeard(change(step + 1))) step++
    return step
  }

  function tell(line: string): void {
    figures.push(`${law.padEnd(5)} ${line}`)
  }

  test('1 decode: all sixteen digits, ten times each', () => {
    let right = 0
    for (const digit of KEYPAD) for (let turn = 0; turn < 10; turn++) if (isHeard({ digit })) right++
    tell(`decode            ${right} of 160`)
    expect(right).toBe(160)
  })

  test('2 bandwidth and centre frequency, in steps of 0.1 %', () => {
    for (const digit of TESTED) {
      for (const tone of ['lowOff', 'highOff'] as const) {
        const up = steps(60, (step) => ({ digit, [tone]: step / 1000 }))
        const down = steps(60, (step) => ({ digit, [tone]: -step / 1000 }))
        const name = `${digit} ${tone === 'lowOff' ? 'low ' : 'high'}`
        tell(
          `bandwidth ${name}  +${(up / 10).toFixed(1)} −${(down / 10).toFixed(1)} %, RRB ${((up + down) / 10).toFixed(1)} %, RCFO ${((up - down) / 20).toFixed(2)} %`,
        )
        for (const reach of [up, down]) {
          expect(reach).toBeGreaterThanOrEqual(18)
          expect(reach).toBeLessThan(30)
        }
      }
    }
  })

  test('3 twist, in steps of 0.1 dB', () => {
    for (const digit of TESTED) {
      const twist = steps(200, (step) => ({ digit, lowDbm0: -3 - step / 10, highDbm0: -3 })) / 10
      const reverse = steps(200, (step) => ({ digit, lowDbm0: -3, highDbm0: -3 - step / 10 })) / 10
      tell(`twist ${digit}           high above low ${twist.toFixed(1)} dB, low above high ${reverse.toFixed(1)} dB`)
      expect(Math.min(twist, reverse)).toBeGreaterThanOrEqual(10)
    }
  })

  test('4 dynamic range: pulses of 1 dB less each, from 0 dBm0 per tone', () => {
    const reach = steps(60, (step) => ({ lowDbm0: 1 - step, highDbm0: 1 - step })) - 1
    tell(`dynamic range     0 to −${reach} dBm0 per tone`)
    expect(reach).toBeGreaterThanOrEqual(27)
    expect(reach).toBeLessThan(29)
  })

  test('5 guard time: pulses from 49 ms down by 0.1 ms', () => {
    const shortest = (490 - steps(390, (step) => ({ durationMs: (490 - step) / 10 }))) / 10
    tell(`guard time        ${shortest.toFixed(1)} ms`)
    expect(shortest).toBeGreaterThan(25)
    expect(shortest).toBeLessThan(40)
  })

  test('6 signal to noise: 1000 pulses in noise 24, 18 and 12 dB below', () => {
    for (const below of [24, 18, 12]) {
      let right = 0
      for (let turn = 0; turn < 1000; turn++) if (isHeard({}, -7 - below)) right++
      tell(`S/N ${below} dB         ${right} of 1000`)
      expect(right).toBe(1000)
    }
  })
})
