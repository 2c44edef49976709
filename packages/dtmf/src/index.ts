export { compress, compressInto, expand, expandInto, type Law } from './companding/g711.ts'
export { DtmfBank, type BankDigit } from './decode/bank.ts'
export { type FrontBuild } from './decode/front-choice.ts'
export { decodeDtmf, DtmfDecoder, type DecoderOptions, type DtmfDigit } from './decode/decoder.ts'
export {
  digitAt,
  digitFrom,
  HIGH_GROUP_HZ,
  KEYPAD,
  LOW_GROUP_HZ,
  positionOf,
  type Digit,
  type KeyPosition,
} from './digit/digit.ts'
export { DtmfError, type DtmfErrorCode } from './digit/error.ts'
export { dial, SENDER_DEFAULTS, type Dialed, type DialedDigit, type DialOptions } from './generate/dial.ts'
export { fastestDial } from './generate/sender-preset.ts'
export { parseKeypadString, type KeypadStep } from './generate/keypad-string.ts'
export { addToneInto, quantizeInto, type TonePair } from './generate/tone.ts'
export { amplitudeOfDbm0, dbm0OfAmplitude, FULL_SCALE_SINE_DBM0 } from './level/dbm0.ts'
export { type DecoderPreset, type PresetName, type ReceiverClause } from './preset/preset.ts'
export { DECODER_PRESETS, RECEIVER_CLAUSES } from './preset/tables/administrations.ts'
export { Resampler, type Samples } from './resample/resampler.ts'
export {
  RecordingListener,
  type ChannelReport,
  type DigitReport,
  type ListenerOptions,
  type RawFormat,
} from './report/listener.ts'
export { type WaveCoding, type WaveFormat } from './wave/format.ts'
export { WaveReader, type ChannelSink } from './wave/reader.ts'
export { DigitCollector, type Collected, type CollectEnd } from './collect/collector.ts'
export { DigitMap, E164_MAP, type MapMatch } from './collect/digit-map.ts'
export { type CollectorOptions } from './collect/options.ts'
export {
  EVENT_BYTES,
  eventCode,
  eventDigit,
  FLASH_CODE,
  MAX_DURATION_TICKS,
  readEvent,
  readEventInto,
  writeEvent,
  writeEventInto,
  type EventReport,
} from './event/payload.ts'
export { EventReceiver, type EventReceiverOptions, type ReceivedEvent } from './event/receiver.ts'
export { EventSender, type EventPacket, type EventSenderOptions } from './event/sender.ts'
export { readInfo, writeInfo, type InfoContentType, type InfoKey } from './info/body.ts'
export { DigitMerger, type DigitSource, type MergerOptions, type Press } from './merge/merger.ts'
export { CallProgressDetector, type ProgressEvent, type ProgressOptions } from './progress/detector.ts'
export { type LineEvent, type SitReason } from './progress/machine.ts'
export { type MachineTone, type PlanName, type PlanTone, type ProgressTone, type TonePlan } from './progress/plan.ts'
export { TONE_PLANS } from './progress/tables/plans.ts'
export { spectrogramSvg, type PictureChannel } from './report/picture.ts'
export { Spectrogram } from './report/spectrogram.ts'
