import type { AttributeValues } from '../expression/attributes.ts'

/**
 * Where a flow goes on: the name of a node of the flow (a free jump), or the node itself, written where it is needed (a
 * tree). A node written in place is called after its place: `welcome/1` for digit 1 of the menu `welcome`.
 */
export type Next = string | NodeConfig

/** A digit of a menu: where it leads, or where it leads while a condition holds (a dynamic choice). */
export type ChoiceConfig = Next | { readonly when: string; readonly next: Next }

/** Plays a prompt. Digits pressed meanwhile cut it short and are kept for the next node that takes digits. */
export interface PlayConfig {
  readonly do: 'play'
  readonly prompt: string
  /** Attributes that the prompt speaks; the host reads their values. */
  readonly says?: readonly string[]
  /** Default true; otherwise digits during the prompt are dropped. */
  readonly bargeIn?: boolean
  readonly next: Next
}

/** Asks for one digit. */
export interface MenuConfig {
  readonly do: 'menu'
  readonly prompt: string
  readonly says?: readonly string[]
  readonly digits: Readonly<Record<string, ChoiceConfig>>
  /** Time for a digit after the prompt's end, ms. Default 5000. */
  readonly timeoutMs?: number
  /** How often the menu asks in all, before `onTimeout` or `onWrong`. Default 3. */
  readonly attempts?: number
  readonly bargeIn?: boolean
  /** Said before the menu asks again: after silence, after a digit that is no choice. */
  readonly silencePrompt?: string
  readonly wrongPrompt?: string
  readonly onTimeout: Next
  readonly onWrong: Next
}

/** Collects a number: an account, a telephone number, a password. */
export interface CollectConfig {
  readonly do: 'collect'
  readonly prompt: string
  readonly says?: readonly string[]
  /** The number attribute that receives it; its digits as text are `FlowMachine.entry`. */
  readonly into: string
  /** Fewest and most digits. Default 1 and 32; at the most the entry ends by itself. */
  readonly minDigits?: number
  readonly maxDigits?: number
  /** Digits that end the entry and are not part of it. Default `['#']`. */
  readonly terminators?: readonly string[]
  /** A digit that begins the entry anew. */
  readonly clearDigit?: string
  /** Time for the first digit after the prompt's end, ms. Default 5000. */
  readonly timeoutMs?: number
  /** Time between digits, ms. Default 3000. */
  readonly interDigitMs?: number
  readonly attempts?: number
  readonly bargeIn?: boolean
  readonly silencePrompt?: string
  readonly wrongPrompt?: string
  readonly next: Next
  readonly onTimeout: Next
  /** Too short. */
  readonly onWrong: Next
}

/** Asks for a rating after the call: 1–3, or 0–10, keyed as digits. No answer is told as well, for the response rate. */
export interface SurveyConfig {
  readonly do: 'survey'
  /** Name of the survey. Default: the node's name. */
  readonly survey?: string
  readonly prompt: string
  /** Lowest and highest rating, whole numbers from 0 to 99. */
  readonly from: number
  readonly to: number
  readonly timeoutMs?: number
  readonly interDigitMs?: number
  readonly attempts?: number
  readonly bargeIn?: boolean
  readonly silencePrompt?: string
  readonly wrongPrompt?: string
  /** Rated or not; conditions read `rating`, which is not known (compares as false) without an answer. */
  readonly next: Next
}

/** The first case whose condition holds. */
export interface BranchConfig {
  readonly do: 'branch'
  readonly cases: readonly { readonly when: string; readonly next: Next }[]
  readonly otherwise: Next
}

/** By the value of a text attribute, `region`, `called`, `weekday`, or of a routing table at this time. */
export interface RouteConfig {
  readonly do: 'route'
  readonly by: string
  readonly to: Readonly<Record<string, Next>>
  /** For values that `to` does not name; must be there unless `to` names all. */
  readonly otherwise?: Next
}

/** Sets attributes. */
export interface SetConfig {
  readonly do: 'set'
  readonly values: AttributeValues
  readonly next: Next
}

/** Asks the host for something it knows (the customer of a number, an order, a balance) and waits for its answer. */
export interface LookupConfig {
  readonly do: 'lookup'
  /** What is asked, in the host's words. */
  readonly ask: string
  /** An answer that takes longer counts as failed, ms. Default 3000. */
  readonly limitMs?: number
  readonly found: Next
  readonly notFound: Next
  readonly failed: Next
  /** Dynamic nodes: further outcomes that the host may name, and where they lead. */
  readonly go?: Readonly<Record<string, Next>>
}

/** The host serves the caller by machine: a balance read out, a bill sent. */
export interface SelfServiceConfig {
  readonly do: 'self-service'
  readonly service: string
  /** Default 10 minutes. */
  readonly limitMs?: number
  readonly resolved: Next
  readonly unresolved: Next
  readonly failed: Next
}

/** While a caller waits: leave the queue for another node, or hear a prompt and stay. */
export type WaitRuleConfig = {
  /** Whole ms since the caller came to the queue node; 0, the default, is at once. */
  readonly afterMs?: number
  /** Again each so many whole ms. Default: once. */
  readonly everyMs?: number
  /** Only if this holds then. */
  readonly when?: string
} & ({ readonly next: Next } | { readonly prompt: string; readonly says?: readonly string[] })

/**
 * Waits for an agent. A caller who leaves by a rule keeps its place until the flow ends the wait (voicemail, callback,
 * transfer, hang-up); another `queue` node moves it, with its age kept (overflow). An agent who becomes free meanwhile
 * gets the caller wherever in the flow it is.
 */
export interface QueueConfig {
  readonly do: 'queue'
  /** Name of a contact type of the exchange. */
  readonly type: string
  /** 0..31; default that of the type. */
  readonly priority?: number
  /** Head start, ms; default that of the type. Of a caller who waits already it is not changed. */
  readonly headStartMs?: number
  /** Wait for the preferred agent alone for at most so long, ms; whom, the host says at entry or in an answer. */
  readonly preferredForMs?: number
  /** Said to the caller when an agent has answered, with the agent's number. */
  readonly agentPrompt?: string
  readonly rules?: readonly WaitRuleConfig[]
  /** A digit pressed while waiting. */
  readonly digits?: Readonly<Record<string, Next>>
  /** After the conversation, for callers who stay on the line. Default: hang up, `served`. */
  readonly next?: Next
  /** No trunk. Default: hang up, `no-trunk`. */
  readonly onRefused?: Next
}

/** Says the number of the agent who served last, or the expected wait. Nothing is said where it is not known. */
export interface AnnounceConfig {
  readonly do: 'announce'
  readonly what: 'agent' | 'expected-wait'
  readonly prompt: string
  /** Whose wait. Default: that of the queue the caller is in. */
  readonly type?: string
  readonly bargeIn?: boolean
  readonly next: Next
}

/** Records a message; a wait ends. */
export interface VoicemailConfig {
  readonly do: 'voicemail'
  readonly box: string
  /** Longest message, ms. Default 2 minutes. */
  readonly limitMs?: number
  /** Default: hang up, `voicemail`. */
  readonly next?: Next
}

/** Asks the host to call back; a wait ends. */
export interface CallbackConfig {
  readonly do: 'callback'
  /** `caller` (default), or the name that a `collect` node collects into. */
  readonly number?: string
  /** The contact type of the call back. Default: that of the queue the caller was in. */
  readonly type?: string
  /** Promised within, ms. */
  readonly withinMs?: number
  /** Default: hang up, `callback`. */
  readonly next?: Next
}

/** Hands the caller to somewhere outside; a wait ends. The call ends as `transferred`, unless that fails. */
export interface TransferConfig {
  readonly do: 'transfer'
  readonly to: string
  /** Default one minute. */
  readonly limitMs?: number
  readonly failed: Next
}

/** Sends a message: an SMS, a fax, an e-mail. */
export interface SendConfig {
  readonly do: 'send'
  readonly by: string
  readonly message: string
  readonly next: Next
}

/** Opens a case in a network of departments (see `CaseDesk`). */
export interface OpenCaseConfig {
  readonly do: 'case'
  readonly matter: string
  readonly next: Next
}

/** On to another flow of the same tenant. */
export interface GoConfig {
  readonly do: 'go'
  readonly flow: string
  /** Default: where that flow starts. */
  readonly node?: string
}

/** Ends the call. */
export interface HangUpConfig {
  readonly do: 'hang-up'
  /** Told with the end, so that nothing is dropped silently. */
  readonly reason: string
}

/** One step of a flow. */
export type NodeConfig =
  | PlayConfig
  | MenuConfig
  | CollectConfig
  | SurveyConfig
  | BranchConfig
  | RouteConfig
  | SetConfig
  | LookupConfig
  | SelfServiceConfig
  | QueueConfig
  | AnnounceConfig
  | VoicemailConfig
  | CallbackConfig
  | TransferConfig
  | SendConfig
  | OpenCaseConfig
  | GoConfig
  | HangUpConfig

/** What a node does. */
export type NodeKind = NodeConfig['do']
