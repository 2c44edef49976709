import { PairFit } from './pair-fit.ts'
import { PairModel } from './pair-model.ts'
import { radiansOfHz } from './plan.ts'

/** The most of a signal that its residual is looked at, 80 ms. */
export const RESIDUAL_SAMPLES = 640

/**
 * Dial tones a first digit may be dialled over (ITU-T E.180 Supplement 2): North America and Britain, most of Europe and
 * China (425 Hz, paired here with mains hum), Japan and others.
 */
const DIAL_TONES: readonly (readonly [number, number])[] = [
  [radiansOfHz(350), radiansOfHz(440)],
  [radiansOfHz(50), radiansOfHz(425)],
  [radiansOfHz(400), radiansOfHz(450)],
]

/** A dial tone is forgiven when it is most of what is left over: a voice is not a pair of these by more than chance. */
const MOSTLY = 0.6

const fit = new PairFit()
const models = DIAL_TONES.map(() => new PairModel())

/** Energy of `residual[0 .. count)` about its mean, less a dial tone if that is most of it. O(count). */
export function residualWithoutDialTone(residual: Float64Array, count: number): number {
  let sum = 0
  for (let index = 0; index < count; index++) sum += residual[index]!
  const mean = sum / count
  for (let index = 0; index < count; index++) residual[index] = residual[index]! - mean
  let energy = 0
  let explained = 0
  DIAL_TONES.forEach(([low, high], index) => {
    const model = models[index]!
    model.prepare(count, low, high)
    fit.fit(residual, 0, model)
    energy = fit.energy
    explained = Math.max(explained, fit.explained)
  })
  return explained > MOSTLY * energy ? energy - explained : energy
}
