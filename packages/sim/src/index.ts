export { compare, type Comparison } from './experiment/compare.ts'
export type { Claim, Contender, Expectation, Experiment, Side } from './experiment/experiment.ts'
export { loadExperiment } from './experiment/load.ts'
export { type Finding, judge, type JudgedClaim, type Verdict } from './experiment/verdict.ts'
export { ScenarioError, type ScenarioErrorCode, type ScenarioIssue } from './errors/scenario-error.ts'
export { differenceOf, differences, estimateOf, type Estimates, estimates } from './measure/estimates.ts'
export { type Measure, measureNamed, type MeasureName, MEASURES, type Sample } from './measure/measure.ts'
export { ofGroup, ofTypes, overall, type Samples, typesByPart, typesNamed } from './measure/population.ts'
export type { RecordedContacts } from './model/arrivals.ts'
export { compileModel } from './model/compile.ts'
export type { Model } from './model/model.ts'
export type { Distribution } from './random/distribution.ts'
export { RandomStream } from './random/stream.ts'
export { readLog } from './replay/log-format.ts'
export type { RecordedCall } from './replay/recorded-call.ts'
export { type Replay, replay, type ReplayOptions } from './replay/replay.ts'
export type { Observation } from './run/observation.ts'
export { type Batch, type OnObservation, replicationsFrom, type Runner } from './run/batch.ts'
export { inThread } from './run/in-thread.ts'
export { replicate, type ReplicationOptions, type Replications, replicateWith } from './run/replications.ts'
export { Simulation } from './run/simulation.ts'
export type { DistributionSpec, HandlingTimeSpec, PatienceSpec } from './scenario/distribution-spec.ts'
export { scenarioJsonSchema } from './scenario/json-schema.ts'
export { loadScenario, type ScenarioIo } from './scenario/load.ts'
export type { ArrivalSpec } from './scenario/arrival-spec.ts'
export type { OfferSpec, OverflowSpec, RoutingSpec } from './scenario/routing-spec.ts'
export type {
  AgentGroupSpec,
  ContactTypeSpec,
  Label,
  RunSpec,
  Scenario,
  ServiceLevelSpec,
  ShiftSpec,
  SplitPart,
} from './scenario/scenario.ts'
export { type Estimate, estimateMean, estimateRatio } from './stats/estimate.ts'
export { pairedDifference, pairedRatioDifference, type RatioSample } from './stats/paired.ts'
export { agentsForBlocking, type BlockingTarget, erlangB, type ErlangBInput } from './theory/erlang-b.ts'
export { erlangA, type ErlangAInput, type ErlangAResult, erlangAWaitQuantileMs } from './theory/erlang-a.ts'
export { erlangC, type ErlangCInput, type ErlangCResult, erlangCWaitQuantileMs } from './theory/erlang-c.ts'
export { extendedErlangB, type ExtendedErlangBInput, type ExtendedErlangBResult } from './theory/extended-erlang-b.ts'
export { fluid, type FluidInput, type FluidResult } from './theory/fluid.ts'
export {
  generalPatience,
  type GeneralPatienceInput,
  type GeneralPatienceResult,
  generalPatienceWaitBeyond,
  generalPatienceWaitQuantileMs,
} from './theory/general-patience.ts'
export { offeredLoad, type OfferedLoadInput } from './theory/offered-load.ts'
export { priorities, type PrioritiesInput, type PriorityClass } from './theory/priorities.ts'
export { designOfScenario } from './theory/scenario-design.ts'
export { skillBased, type SkillDesign, type SkillDesignResult, type SkillTypeResult } from './theory/skill-based.ts'
export { type SquareRootInput, squareRootQuality, squareRootStaffing } from './theory/square-root.ts'
export { agentsForAbandonment, agentsForServiceLevelA, agentsForServiceLevelC } from './theory/staffing.ts'
export {
  stateDependentPatience,
  type StateDependentInput,
  type StateDependentResult,
} from './theory/state-dependent-patience.ts'
export { type Period, timeVarying, type TimeVaryingInput, type TimeVaryingResult } from './theory/time-varying.ts'
export { version } from './version.ts'
export type {
  EntryBehaviour,
  FlowBehaviour,
  MenuBehaviour,
  RatingBehaviour,
  RequestBehaviour,
} from './flow/flow-behaviour.ts'
export { FlowCallers } from './flow/flow-callers.ts'
export { BridgeLoad, type BridgeLoadOptions, type BridgeLoadReport } from './host/media/bridge-load.ts'
