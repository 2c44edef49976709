import type { Xoshiro128 } from '../random/xoshiro128.ts'

/** Decides whether a packet is lost. Stateful models keep their state inside. */
export interface LossModel {
  isLost(random: Xoshiro128): boolean
}

/** Each packet alone. */
export function randomLoss(share: number): LossModel {
  return { isLost: (random) => random.chance(share) }
}

/** Settings of `gilbertElliott`, all probabilities. */
export interface GilbertElliottOptions {
  /** From good to bad, each packet. */
  toBad: number
  /** From bad to good, each packet; the mean burst is 1 / toGood. */
  toGood: number
  /** Loss while bad; 1 unless given, as in the simplest form of Gilbert's model. */
  lossBad?: number
  /** Loss while good. */
  lossGood?: number
}

/** Losses in bursts: a Markov chain of a good and a bad state. Gilbert 1960, Elliott 1963. */
export function gilbertElliott(options: GilbertElliottOptions): LossModel {
  const { toBad, toGood, lossBad = 1, lossGood = 0 } = options
  let bad = false
  return {
    isLost: (random) => {
      bad = bad ? !random.chance(toGood) : random.chance(toBad)
      return random.chance(bad ? lossBad : lossGood)
    },
  }
}

/** Share lost in the long run. */
export function gilbertElliottShare(options: GilbertElliottOptions): number {
  const { toBad, toGood, lossBad = 1, lossGood = 0 } = options
  const inBad = toBad + toGood === 0 ? 0 : toBad / (toBad + toGood)
  return inBad * lossBad + (1 - inBad) * lossGood
}
