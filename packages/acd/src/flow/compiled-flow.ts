import type { AttributeKinds, Attributes } from '../expression/attributes.ts'
import type { Predicate } from '../expression/compile.ts'
import type { FlowFacts } from './flow-facts.ts'

/** A prompt with what is known of it. */
export interface CompiledPrompt {
  readonly prompt: string
  readonly says: readonly string[]
  readonly bargeIn: boolean
  /** NaN when it is not said. */
  readonly durationMs: number
}

/** A question that digits answer; `undefined` prompts are not said. */
export interface Asking {
  readonly prompt: CompiledPrompt
  readonly silencePrompt: CompiledPrompt | undefined
  readonly wrongPrompt: CompiledPrompt | undefined
  readonly timeoutMs: number
  readonly interDigitMs: number
  readonly attempts: number
}

/** Where a digit leads; with a condition, only while it holds. */
export interface Choice {
  readonly next: number
  readonly when: Predicate<FlowFacts> | undefined
}

/** Something that happens to a caller who waits: exactly one of `next` and `prompt`. */
export interface WaitRule {
  readonly afterMs: number
  /** Infinity: once. */
  readonly everyMs: number
  readonly when: Predicate<FlowFacts> | undefined
  readonly next: number
  readonly prompt: CompiledPrompt | undefined
}

/** An entry of digits: what ends it and what is right. */
export interface EntryRules {
  readonly minDigits: number
  readonly maxDigits: number
  readonly terminators: string
  readonly clearDigit: string
}

/** What the host is asked to do, and where its answers lead. */
export type RequestKind = 'lookup' | 'self-service' | 'voicemail' | 'transfer'

/** A node with names resolved; every `next` is the number of a node. */
export type CompiledNode = {
  readonly name: string
  readonly flow: number
  /** Where it stands in the configuration. */
  readonly path: string
} & (
  | { readonly kind: 'play'; readonly prompt: CompiledPrompt; readonly next: number }
  | {
      readonly kind: 'menu'
      readonly asking: Asking
      readonly choices: ReadonlyMap<string, Choice>
      readonly onTimeout: number
      readonly onWrong: number
    }
  | {
      readonly kind: 'collect'
      readonly asking: Asking
      readonly entry: EntryRules
      /** Place of the attribute, and its name. */
      readonly into: number
      readonly intoName: string
      readonly next: number
      readonly onTimeout: number
      readonly onWrong: number
    }
  | {
      readonly kind: 'survey'
      readonly asking: Asking
      readonly survey: string
      readonly from: number
      readonly to: number
      readonly next: number
    }
  | {
      readonly kind: 'branch'
      readonly cases: readonly { readonly when: Predicate<FlowFacts>; readonly next: number }[]
      readonly otherwise: number
    }
  | {
      readonly kind: 'route'
      readonly read: (facts: FlowFacts) => number
      /** By the number of the value. */
      readonly to: Int32Array
      readonly otherwise: number
    }
  | {
      readonly kind: 'set'
      readonly places: readonly number[]
      readonly values: readonly number[]
      readonly next: number
    }
  | {
      readonly kind: RequestKind
      readonly subject: string
      readonly limitMs: number
      readonly outcomes: ReadonlyMap<string, number>
      /** When no answer comes in time. */
      readonly failed: number
    }
  | {
      readonly kind: 'queue'
      readonly type: number
      readonly typeName: string
      /** −1, NaN: that of the type. */
      readonly priority: number
      readonly headStartMs: number
      readonly preferredForMs: number
      readonly agentPrompt: CompiledPrompt | undefined
      readonly rules: readonly WaitRule[]
      readonly digits: ReadonlyMap<string, number>
      readonly next: number
      readonly onRefused: number
    }
  | {
      readonly kind: 'announce'
      readonly what: 'agent' | 'expected-wait'
      readonly prompt: CompiledPrompt
      /** −1: that of the queue the caller is in. */
      readonly type: number
      readonly next: number
    }
  | {
      readonly kind: 'callback'
      /** Number attribute whose digits are called; empty: the caller's number. */
      readonly number: string
      readonly type: string
      readonly withinMs: number
      readonly next: number
    }
  | { readonly kind: 'send'; readonly by: string; readonly subject: string; readonly next: number }
  | { readonly kind: 'case'; readonly subject: string; readonly next: number }
  | { readonly kind: 'go'; readonly next: number }
  | { readonly kind: 'hang-up'; readonly reason: string }
)

/** A flow with its names resolved. */
export interface CompiledFlow {
  readonly name: string
  readonly tenant: string | undefined
  readonly start: number
  readonly lines: number
  /** −1: none declared. */
  readonly fallback: number
  readonly numbers: ReadonlyMap<string, number>
}

/** Prefixes of callers' numbers. */
export interface RegionTable {
  readonly names: readonly string[]
  readonly byPrefix: ReadonlyMap<string, number>
  readonly longest: number
}

/** All flows of an exchange, checked. */
export interface CompiledFlows {
  readonly flows: readonly CompiledFlow[]
  readonly nodes: readonly CompiledNode[]
  readonly flowByNumber: ReadonlyMap<string, number>
  readonly attributes: Attributes
  readonly attributeKinds: AttributeKinds
  readonly attributeNames: readonly string[]
  /** Values of attributes when nothing was said; by place. */
  readonly absent: Float64Array
  readonly regions: RegionTable
  /** Number of a caller's or called number that some expression names. */
  readonly telephones: ReadonlyMap<string, number>
  /** Names of the exchange's contact types. */
  readonly types: readonly string[]
  /** Where the first prompt stands whose duration is not declared. */
  readonly untimed: string | undefined
}
