import { coleRosenbluthR, mosOfR } from '../quality/e-model.ts'

/** Delay of coding and of the network's floor that a trace does not show: 30 ms and one packet of 20 ms. */
export const OTHER_DELAY_MS = 50

/** How a policy did on a trace. */
export interface TraceScore {
  /** Name of the policy. */
  readonly policy: string
  /** Mean delay from sending to hearing over the packets heard, above the trace's least delay. */
  readonly delayMs: number
  /** Share of all packets sent that were never heard, the network's losses included. */
  readonly unplayed: number
  /** Share of all time filled by concealment. */
  readonly concealed: number
  /** The larger of the two: loss and waiting are told apart, but never counted twice. */
  readonly loss: number
  /** R of Cole and Rosenbluth for that delay (and `OTHER_DELAY_MS`) and loss, G.711, random loss. */
  readonly r: number
  /** MOS of R. */
  readonly mos: number
  /** Share of pulls played faster or slower. */
  readonly stretched: number
}

/** Completes a score. O(1). */
export function scoreTrace(
  policy: string,
  delayMs: number,
  unplayed: number,
  concealed: number,
  stretched: number = 0,
): TraceScore {
  const loss = Math.max(unplayed, concealed)
  const r = coleRosenbluthR(delayMs + OTHER_DELAY_MS, loss)
  return { policy, delayMs, unplayed, concealed, loss, r, mos: mosOfR(r), stretched }
}
