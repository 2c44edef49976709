export type {
  AcdConfig,
  AgentGroupConfig,
  CapacityConfig,
  ChannelConfig,
  ContactTypeConfig,
  RefusalConfig,
  Requirement,
  GroupQueueConfig,
  PreferenceConfig,
  RingConfig,
  SkillLevels,
  StageConfig,
} from './config/config.ts'
export type {
  AbsentState,
  AdmissionRuleConfig,
  OverflowRuleConfig,
  ReserveConfig,
  RuleAction,
  SchedulesConfig,
  TrunkGroupConfig,
} from './admission/rule-config.ts'
export type { AcdCommand, AcdCommandName } from './command/command.ts'
export { perform } from './command/perform.ts'
export { CallDesk } from './engine/call-desk.ts'
export { StaffDesk } from './engine/staff-desk.ts'
export { type Consulted, ConsultDesk } from './engine/consult-desk.ts'
export type { Hearing, Party } from './engine/media.ts'
export { SupervisorDesk } from './engine/supervisor-desk.ts'
export {
  type ConfigReader,
  type EngineConfigData,
  type ObjectData,
  plainConfig,
  plainData,
} from './journal/config-data.ts'
export { journalled, type JournalledOptions } from './journal/journalled.ts'
export {
  JOURNAL_HEAD,
  JOURNAL_VERSION,
  journalConfig,
  journalEpochMs,
  journalHead,
  journalLine,
  readJournal,
} from './journal/journal.ts'
export type {
  AgentSnapshot,
  CampaignSnapshot,
  DialSnapshot,
  ContactSnapshot,
  DeadlineSnapshot,
  EngineSnapshot,
} from './snapshot/snapshot.ts'
export { awaitsCall } from './snapshot/awaits-call.ts'
export { AcdEngine } from './engine/engine.ts'
export type { AgentIntroduction, AgentStateName, ContactOffer } from './engine/input.ts'
export { StrowgerError } from './errors/strowger-error.ts'
export type {
  AbandonedEvent,
  AcdEvent,
  AcdEventKind,
  AgentEvent,
  AgentIdleState,
  ArrivedEvent,
  BlockedEvent,
  ConnectedEvent,
  OfferedEvent,
  OfferEnd,
  OfferEndedEvent,
  QueuedEvent,
  ReleasedEvent,
  StageEvent,
  HeldEvent,
  ResumedEvent,
  InterruptedEvent,
  ContinuedEvent,
  TransferredEvent,
  RequeuedEvent,
  TakenOverEvent,
  DivertedEvent,
  MovedEvent,
  WrapUpEndedEvent,
  WrapUpEvent,
  OverflowedEvent,
  RefusedEvent,
  AnnouncedEvent,
  ReserveEvent,
  WaitAnnouncedEvent,
  CallbackOfferedEvent,
  CallbackAcceptedEvent,
  ListedEvent,
  DialEvent,
  DialEnd,
  DialEndedEvent,
  BridgedEvent,
  ExpiredEvent,
} from './event/event.ts'
export type {
  ConsultEnd,
  ConsultEndedEvent,
  ConsultingEvent,
  JoinedEvent,
  MonitoringEndedEvent,
  MonitoringEvent,
  MonitorMode,
  OrderedEvent,
  SupervisorOrder,
} from './event/leg-events.ts'
export { AccumulatingPriority, type AccumulatingPriorityConfig } from './policy/accumulating-priority.ts'
export { AgentCost } from './policy/agent-cost.ts'
export { Combined, type CombinedConfig } from './policy/combined.ts'
export { ContactIndex } from './policy/contact-index.ts'
export { ExpectedDelay, type ExpectedDelayConfig } from './policy/expected-delay.ts'
export { FairThreshold, type FairThresholdBand, type FairThresholdConfig } from './policy/fair-threshold.ts'
export { FewestContacts } from './policy/fewest-contacts.ts'
export { FixedQueueRatio, type FixedQueueRatioConfig } from './policy/fixed-queue-ratio.ts'
export { GeneralizedCMu, type GeneralizedCMuConfig } from './policy/generalized-c-mu.ts'
export { LeastOccupied, type LeastOccupiedConfig } from './policy/least-occupied.ts'
export { LeastSkilled } from './policy/least-skilled.ts'
export { LongestIdle } from './policy/longest-idle.ts'
export { LongestWeightedWait, type LongestWeightedWaitConfig } from './policy/longest-weighted-wait.ts'
export { MostSkilled } from './policy/most-skilled.ts'
export type { ByName, Tiers } from './policy/names.ts'
export { PerType, type PerTypeConfig } from './policy/per-type.ts'
export { PercentAllocation, type PercentAllocationConfig } from './policy/percent-allocation.ts'
export {
  type AgentSelection,
  type ContactSelection,
  type FloorView,
  HOLD,
  type RoutingNames,
  type RoutingPolicy,
} from './policy/policy.ts'
export { PoolCost } from './policy/pool-cost.ts'
export { QueueRatio, type QueueRatioConfig } from './policy/queue-ratio.ts'
export { RandomAgent, type RandomAgentConfig } from './policy/random-agent.ts'
export { RankedLists, type RankedListsConfig } from './policy/ranked-lists.ts'
export { Reservation, type ReservationConfig } from './policy/reservation.ts'
export { RoundRobin } from './policy/round-robin.ts'
export { ServiceObjective, type ServiceObjectiveConfig } from './policy/service-objective.ts'
export { ShadowRouting, type ShadowRoutingConfig } from './policy/shadow-routing.ts'
export { WaitAndIdleWeights, type WaitAndIdleWeightsConfig } from './policy/wr.ts'
export { WeightedIdle, type WeightedIdleConfig } from './policy/weighted-idle.ts'
export { type AgentActivity, AgentTimes } from './metrics/agent-times.ts'
export { FloorMetrics, type FloorMetricsOptions } from './metrics/floor-metrics.ts'
export { addTally, emptyTally, type Tally } from './metrics/tally.ts'
export { DeadlineHeap } from './timer/deadline-heap.ts'
export { type AttributeKinds, type AttributeRecord, Attributes, type AttributeValues } from './expression/attributes.ts'
export { compileExpression, type Predicate } from './expression/compile.ts'
export {
  type Comparison,
  type Expression,
  type FigureOperand,
  type Item,
  type NameOperand,
  namesOf,
  type Operand,
  type TextOperand,
  type TruthOperand,
  type ValueKind,
} from './expression/expression.ts'
export { parseExpression } from './expression/parse.ts'
export { printExpression } from './expression/print.ts'
export { compileRequirement } from './expression/requirement.ts'
export type { NameDeclaration, Vocabulary } from './expression/vocabulary.ts'
export { type Weekday, WEEKDAYS } from './schedule/civil-date.ts'
export { RoutingTable } from './schedule/routing-table.ts'
export type {
  DatesConfig,
  HoursConfig,
  RoutedDayConfig,
  RoutedHoursConfig,
  RoutingTableConfig,
  SpecialDayConfig,
  WeekConfig,
  WeeklyScheduleConfig,
} from './schedule/schedule-config.ts'
export { TimeZone } from './schedule/time-zone.ts'
export { WeeklySchedule } from './schedule/weekly-schedule.ts'
export { Condition, type ConditionOptions } from './condition/condition.ts'
export { Hysteresis } from './condition/hysteresis.ts'
export type { QueueFacts } from './condition/queue-facts.ts'
// Callbacks and outbound contacts.
export type { CallbackPromiseConfig, CampaignConfig, RedialConfig, WinBackConfig } from './outbound/campaign-config.ts'
export { DialDesk, type OutboundContact } from './outbound/dial-desk.ts'
export { DialMetrics, type DialMetricsOptions, type DialTally, emptyDialTally } from './metrics/dial-metrics.ts'
export { type OutcomeCount, OutcomeCounts, type ReasonedKind } from './metrics/outcome-counts.ts'
// Metrics per interval, key figures.
export type { Accounting, AttributeTo, CountAt, ResolvedAccounting } from './metrics/accounting.ts'
export type { Planned } from './metrics/agent-clock.ts'
export { IntervalMetrics } from './metrics/interval-metrics.ts'
export { MEASURED_TIMES, type MeasuredTime, type SketchedParties } from './metrics/time-sketches.ts'
export type { CallerIdentity, IntervalMetricsOptions } from './metrics/interval-metrics-options.ts'
export {
  addIntervalTally,
  emptyIntervalTally,
  type IntervalTally,
  TALLY_FIELDS,
  type TallyField,
} from './metrics/interval-tally.ts'
export { type Kpi, type KpiInput, type KpiName, kpiValue } from './metrics/kpi/kpi.ts'
export { kpiNamed, KPIS } from './metrics/kpi/kpis.ts'
export type { BilingualLabel } from './metrics/label.ts'
export { QuantileSketch, type SketchState } from './metrics/quantile-sketch.ts'
export type { CallerKey } from './metrics/repeat-calls.ts'
// Expected wait.
export type { WaitAnnouncementConfig } from './announce/announcement-config.ts'
export type { ToldSnapshot } from './announce/told-waits.ts'
export { announce, type Announcement, type AnnouncementRules } from './estimate/announcement.ts'
export {
  HeadOfLine,
  LastToEnterService,
  RecentlyCompletedService,
  SmoothedLastToEnterService,
} from './estimate/delay-history.ts'
export { PositionPace } from './estimate/position-pace.ts'
export { QueueLengthEstimator, type QueueLengthOptions } from './estimate/queue-length.ts'
export { SkillModel, type SkillModelOptions } from './estimate/skill-model.ts'
export type { EstimatorMemory } from './estimate/estimator-memory.ts'
export type { WaitEstimator, WaitQuery } from './estimate/wait-estimator.ts'
// Flows: IVR and routing.
export type { FlowConfig, FlowScheduleConfig, FlowsConfig, FlowTableConfig, PromptConfig } from './flow/flow-config.ts'
export type {
  AnnounceConfig,
  BranchConfig,
  CallbackConfig,
  ChoiceConfig,
  CollectConfig,
  GoConfig,
  HangUpConfig,
  LookupConfig,
  MenuConfig,
  Next,
  NodeConfig,
  NodeKind,
  OpenCaseConfig,
  PlayConfig,
  QueueConfig,
  RouteConfig,
  SelfServiceConfig,
  SendConfig,
  SetConfig,
  SurveyConfig,
  TransferConfig,
  VoicemailConfig,
  WaitRuleConfig,
} from './flow/node-config.ts'
export type {
  CallbackAction,
  CaseAction,
  EndedAction,
  EnteredAction,
  FlowAction,
  FlowActionKind,
  LeaveAction,
  ListenAction,
  MoveAction,
  PlayAction,
  QueueAction,
  RatedAction,
  RequestAction,
  SendAction,
  StopAction,
} from './flow/flow-action.ts'
export type { FlowAnswer, FlowCall, FlowCommand } from './flow/flow-input.ts'
export type { FlowFloor } from './flow/compile-flow.ts'
export {
  type DeskCommand,
  type DeskEvent,
  type DeskSnapshot,
  FlowDesk,
  type FlowDeskOptions,
} from './flow/flow-desk.ts'
export { FlowMachine, type FlowMachineOptions } from './flow/flow-machine.ts'
export type { FlowSnapshot, SessionSnapshot } from './flow/flow-snapshot.ts'
export { isFlowAction } from './flow/flow-action.ts'
export { DESK_JOURNAL_HEAD, deskJournalLine, readDeskJournal } from './flow/desk-journal.ts'
export { checkJournal, type JournalCheck } from './flow/check-journal.ts'
export { type LifeLine, LifeLines, type LifeStep } from './flow/life-line.ts'
// After the call: ratings, cases.
export type { BadRatingConfig, CaseConfig, CaseMatterConfig, CaseNodeConfig } from './case/case-config.ts'
export type { CaseCommand, CaseOpening } from './case/case-command.ts'
export { CaseDesk } from './case/case-desk.ts'
export type { CaseEvent, CaseEventKind, CaseFields } from './case/case-event.ts'
export type { CaseSnapshot, OpenCase, WorkOrder } from './case/case-snapshot.ts'
export { performCase } from './case/perform-case.ts'
export { SURVEY_MEASURES, type SurveyMeasure, type SurveyMeasureName } from './survey/survey-measures.ts'
export { SurveyFigures, type SurveyScale, type SurveyTally } from './survey/survey-figures.ts'
// Agents' figures.
export { type AgentRecord, type SalesRecord, type ShiftRecord, teamRecord } from './performance/agent-record.ts'
export { AgentRecorder, type AgentRecorderOptions, type RecordInputs } from './performance/agent-recorder.ts'
export { evaluate, type Evaluation, type PerformanceWeights, type Standing } from './performance/evaluate.ts'
export { FOSHAN_PARTS, gradeOf, type GradeScheme, type Grading, type PointsPart } from './performance/grades.ts'
export {
  type FloorFacts,
  PERFORMANCE_MEASURES,
  type PerformanceMeasure,
  type PerformanceMeasureName,
} from './performance/measures.ts'
export {
  type PerformanceWarning,
  type PerformanceWarningName,
  WARNING_LABELS,
  type WarningRules,
  warningsOf,
} from './performance/warnings.ts'
export { ACTION_LABELS, END_LABELS, NODE_LABELS } from './flow/flow-labels.ts'
export { CASE_LABELS } from './case/case-labels.ts'
