import { checkedNumber, DtmfError } from '../digit/error.ts'
import type { DecoderPreset, PresetName } from './preset.ts'
import { DECODER_PRESETS } from './tables/administrations.ts'

/**
 * The preset that is named, or one's own within what the decoder can keep: its probes see every signal of 28 ms, and a break
 * must end before its memory does.
 *
 * @throws DtmfError `bad-option` for a name that is none, or a number out of range.
 */
export function choosePreset(preset: PresetName | DecoderPreset | undefined): DecoderPreset {
  if (typeof preset === 'object') return checkedPreset(preset)
  const name = preset ?? 'default'
  if (Object.hasOwn(DECODER_PRESETS, name)) return DECODER_PRESETS[name]
  throw new DtmfError('bad-option', 'preset', name, `must be one of ${Object.keys(DECODER_PRESETS).join(', ')}`)
}

function checkedPreset(preset: DecoderPreset): DecoderPreset {
  checkedNumber('preset.frequencyTolerance', preset.frequencyTolerance, 0, 0.035)
  checkedNumber('preset.frequencyToleranceHz', preset.frequencyToleranceHz, 0, 10)
  checkedNumber('preset.minLevelDbm0', preset.minLevelDbm0, -55, 0)
  checkedNumber('preset.maxTwistDb', preset.maxTwistDb, 0, 20)
  checkedNumber('preset.maxReverseTwistDb', preset.maxReverseTwistDb, 0, 20)
  checkedNumber('preset.minDurationMs', preset.minDurationMs, 28, 80)
  checkedNumber('preset.maxBreakMs', preset.maxBreakMs, 5, 60)
  return preset
}
