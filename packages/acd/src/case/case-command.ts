/** A case as the host opens it. */
export interface CaseOpening {
  readonly matter: string
  readonly caller: string
  /** A complex complaint is escalated at once. */
  readonly complex?: boolean
  /** Whom it is about. */
  readonly agent?: number
  /** Promised within, ms; default as the matter says. */
  readonly promisedMs?: number
}

/** Every input of a case desk as plain data, for a journal. */
export type CaseCommand = { readonly atMs: number } & (
  | ({ readonly do: 'open' } & CaseOpening)
  | { readonly do: 'move'; readonly case: number; readonly node: string }
  | { readonly do: 'close'; readonly case: number; readonly outcome: string }
  | { readonly do: 'order'; readonly case: number; readonly to: string; readonly withinMs: number }
  | { readonly do: 'order-done'; readonly order: number }
  | { readonly do: 'call'; readonly caller: string }
  | { readonly do: 'advance' }
)
