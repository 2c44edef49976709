import type { PlanName, TonePlan } from '../plan.ts'

/**
 * Tones by country; the sources name the documents that give them. North America, China and the United Kingdom were compared with
 * what exchanges and gateways publish after E.180 Supplement 2 (docs/dtmf.md). `etsi` is the harmonised plan: national networks vary.
 */
export const TONE_PLANS: Readonly<Record<PlanName, TonePlan>> = {
  'north-america': {
    name: 'North America',
    source: 'Telcordia GR-506, precise tone plan; ITU-T E.180 Supplement 2, United States and Canada',
    tones: [
      { tone: 'dial', hz: [350, 440], cadenceMs: [] },
      { tone: 'ringback', hz: [440, 480], cadenceMs: [2000, 4000] },
      { tone: 'busy', hz: [480, 620], cadenceMs: [500, 500] },
      { tone: 'congestion', hz: [480, 620], cadenceMs: [250, 250] },
    ],
  },
  etsi: {
    name: 'Europe (ETSI)',
    source: 'ETSI ETR 187 and TR 101 041-2; ITU-T E.180 (recommended cadences), 425 Hz',
    tones: [
      { tone: 'dial', hz: [425], cadenceMs: [] },
      { tone: 'ringback', hz: [425], cadenceMs: [1000, 4000] },
      { tone: 'busy', hz: [425], cadenceMs: [500, 500] },
      { tone: 'congestion', hz: [425], cadenceMs: [250, 250] },
    ],
  },
  china: {
    name: 'China',
    source: 'ITU-T E.180 Supplement 2, China',
    tones: [
      { tone: 'dial', hz: [450], cadenceMs: [] },
      { tone: 'ringback', hz: [450], cadenceMs: [1000, 4000] },
      { tone: 'busy', hz: [450], cadenceMs: [350, 350] },
      { tone: 'congestion', hz: [450], cadenceMs: [700, 700] },
    ],
  },
  'united-kingdom': {
    name: 'United Kingdom',
    source: 'BT SIN 350; ITU-T E.180 Supplement 2, United Kingdom',
    tones: [
      { tone: 'dial', hz: [350, 440], cadenceMs: [] },
      { tone: 'ringback', hz: [400, 450], cadenceMs: [400, 200, 400, 2000] },
      { tone: 'busy', hz: [400], cadenceMs: [375, 375] },
      { tone: 'congestion', hz: [400], cadenceMs: [400, 350, 225, 525] },
    ],
  },
}

/**
 * Why a call failed, as a North American special information tone codes it by its first two segments (Telcordia GR-1162), each
 * within the limits of ITU-T E.180.
 */
export const SIT_REASONS = [
  { reason: 'intercept', firstHz: 913.8, secondHz: 1370.6 },
  { reason: 'vacant-code', firstHz: 985.2, secondHz: 1370.6 },
  { reason: 'no-circuit', firstHz: 985.2, secondHz: 1428.5 },
  { reason: 'reorder', firstHz: 913.8, secondHz: 1428.5 },
] as const

/** The segments of the tone of ITU-T E.180, which says only that the call failed: each ±50 Hz, 330 ± 70 ms. */
export const SIT_SEGMENTS_HZ = [950, 1400, 1800] as const

/** Calling tone of a fax, half a second in three and a half (ITU-T T.30 §4.1). */
export const FAX_CALLING_HZ = 1100

/** Answer tone of faxes and modems (ITU-T T.30 §4.1, V.25); a modem's turns its phase every 450 ms (V.8). */
export const ANSWER_HZ = 2100
