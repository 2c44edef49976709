/** Impairment of a codec under loss in the reduced E-model: Ief = γ1 + γ2 ln(1 + γ3 e). Cole and Rosenbluth 2001 */
export interface LossImpairment {
  readonly gamma1: number
  readonly gamma2: number
  readonly gamma3: number
}

/** G.711 under random loss. Cole and Rosenbluth 2001 */
export const G711_RANDOM: LossImpairment = { gamma1: 0, gamma2: 30, gamma3: 15 }
/** G.711 under bursty loss. Cole and Rosenbluth 2001 */
export const G711_BURSTY: LossImpairment = { gamma1: 0, gamma2: 19, gamma3: 70 }
/** G.729A under random loss. Cole and Rosenbluth 2001 */
export const G729A_RANDOM: LossImpairment = { gamma1: 11, gamma2: 40, gamma3: 10 }

/** Delay impairment of the reduced E-model for a one-way mouth-to-ear delay: bends at 177.3 ms. O(1). */
export function delayImpairment(oneWayMs: number): number {
  return 0.024 * oneWayMs + (oneWayMs > 177.3 ? 0.11 * (oneWayMs - 177.3) : 0)
}

/**
 * R by the reduced E-model: 94.2 − Id − Ief, for a one-way delay in ms and a share 0 … 1 of sound lost, network and late
 * together. Cole and Rosenbluth 2001. O(1).
 */
export function coleRosenbluthR(oneWayMs: number, loss: number, codec: LossImpairment = G711_RANDOM): number {
  const equipment = codec.gamma1 + codec.gamma2 * Math.log1p(codec.gamma3 * Math.min(1, Math.max(0, loss)))
  return 94.2 - delayImpairment(oneWayMs) - equipment
}

/** MOS-CQE of R: 1 below 0, 4.5 above 100, between them the cubic of ITU-T G.107 Annex B. O(1). */
export function mosOfR(r: number): number {
  if (!(r > 0)) return 1
  if (r >= 100) return 4.5
  // The cubic dips below 1 for small R; a score cannot.
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6)
}

/** What `eModel` takes; every field but the delay has G.107's default. */
export interface EModelInput {
  /** One-way mouth-to-ear delay Ta. */
  delayMs: number
  /** Packet loss 0 … 1. */
  loss?: number
  /** Burst ratio: mean run of losses over that of random loss; 1 is random. G.107 §3.5 */
  burstRatio?: number
  /** Equipment impairment Ie of the codec; 0 for G.711. G.113 App. I */
  ie?: number
  /** Loss robustness Bpl: G.711 4.3 without concealment, 25.1 with. G.113 App. I */
  bpl?: number
  /** Advantage factor A. */
  advantage?: number
}

/**
 * R by the E-model for its default values but delay, loss and codec: 93.2 − Idd − Ie,eff + A. ITU-T G.107 §3. Talker echo is
 * taken as perfectly cancelled, so Idte and Idle, which need it, are nought. O(1).
 */
export function eModel(input: EModelInput): number {
  const ie = input.ie ?? 0
  const bpl = input.bpl ?? 25.1
  const ppl = 100 * Math.min(1, Math.max(0, input.loss ?? 0))
  const burstRatio = Math.max(1, input.burstRatio ?? 1)
  const effective = ppl === 0 ? ie : ie + (95 - ie) * (ppl / (ppl / burstRatio + bpl))
  return Math.max(0, Math.min(100, 93.2 - absoluteDelayImpairment(input.delayMs) - effective + (input.advantage ?? 0)))
}

/** Idd: nought up to 100 ms. G.107 §3.4, with mT = 100 and sT = 1 */
function absoluteDelayImpairment(delayMs: number): number {
  if (delayMs <= 100) return 0
  const x = Math.log2(delayMs / 100)
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
}
