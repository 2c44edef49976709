import type { AttributeValues } from '../expression/attributes.ts'

/** A caller as the host hands it over. */
export interface FlowCall {
  /** The number that was called: it says which flow. */
  readonly called?: string
  /** Or the flow by its name. */
  readonly flow?: string
  /** The caller's number; absent when it is not known. */
  readonly caller?: string
  /** What the host knows already. A region given here goes before that of the number's prefix. */
  readonly attributes?: AttributeValues
  readonly region?: string
  /** The agent whom a queue node with `preferredForMs` waits for. */
  readonly preferredAgent?: number
  /** Any 32-bit number of the host's; it comes back in every action. */
  readonly ref?: number
}

/** What the host found out: the outcome says where the flow goes on. */
export interface FlowAnswer {
  /** A lookup: `found`, `not-found`, or one of the node's `go`; self-service: `resolved`, `unresolved`; voicemail: `recorded`; transfer: `done`; any: `failed`. */
  readonly outcome: string
  readonly attributes?: AttributeValues
  readonly preferredAgent?: number
}

/** Every input of a flow machine as plain data, for a journal. */
export type FlowCommand = { readonly atMs: number } & (
  | ({ readonly do: 'enter' } & FlowCall)
  | { readonly do: 'digit'; readonly session: number; readonly digit: string }
  | { readonly do: 'played'; readonly session: number }
  | { readonly do: 'hang-up'; readonly session: number }
  | ({ readonly do: 'answer'; readonly session: number; readonly request: number } & FlowAnswer)
)
