export type {
  AcdConfig,
  AgentGroupConfig,
  ContactTypeConfig,
  RefusalConfig,
  SkillLevels,
  StageConfig,
} from './config/config.ts'
export { AcdEngine, type AgentIntroduction, type AgentStateName, type ContactOffer } from './engine/engine.ts'
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
  WrapUpEndedEvent,
} from './event/event.ts'
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
