export type { HostClock } from './clock/host-clock.ts'
export type {
  AgentConfig,
  AnswerConfig,
  ApiTokenConfig,
  HostConfig,
  ListenConfig,
  ServiceConfig,
  TrunkConfig,
} from './config/host-config.ts'
export { loadHost } from './config/load-host.ts'
export { decisionLine } from './desk/decision.ts'
export type { DeskRecord } from './desk/live-desk.ts'
export type { FeatureCodes } from './feature/feature-codes.ts'
export { DEFAULT_CODES } from './feature/feature-codes.ts'
export type { HostOptions } from './host.ts'
export { Host } from './host.ts'
export type { HostLog, LogFields, LogLevel } from './log/host-log.ts'
export { JsonLog } from './log/host-log.ts'
export type { PromptFiles } from './prompt/prompt-files.ts'
export type { ServiceClient, ServiceQuestion } from './call/services.ts'
export type { HostStore } from './recovery/host-store.ts'
export type { Rebuilt } from './recovery/rebuild.ts'
export { rebuild } from './recovery/rebuild.ts'
export type { Sources } from './recovery/sources.ts'
export { SourceKeeper } from './recovery/sources.ts'
export type { SipSwitchOptions } from './sip/sip-switch.ts'
export { SipSwitch } from './sip/sip-switch.ts'
export type { SipWire, SipWireHandlers, SipWireMaker } from './sip/sip-wire.ts'
export type { Origination, Program, Switch, SwitchMaker } from './switch/switch.ts'
export type { Destination, LegEnd, Origin, RefusalCause, SwitchEvent } from './switch/switch-event.ts'
export type { OpenedHost, OpenHostOptions, ReadFiles } from './edge/open-host.ts'
export { openHost } from './edge/open-host.ts'
export { JournalFiles } from './edge/journal-files.ts'
export { WallClock } from './edge/wall-clock.ts'
