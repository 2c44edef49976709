export { ReplicationStore, type StorePurpose } from './replication-store.ts'
export { WorkerPool } from './worker-pool.ts'
export type { LegCodec, LegConnection, LegId, LegOpened, LegQuality, PlayId } from '../host/media/leg.ts'
export type {
  MediaAnswer,
  MediaCommand,
  MediaCounters,
  PlayOptions,
  RecordOptions,
  ToneSpec,
} from '../host/media/media-command.ts'
export type { MediaEvent } from '../host/media/media-event.ts'
export type { LegOptions, Media, MediaServerOptions } from '../host/media/media-server.ts'
