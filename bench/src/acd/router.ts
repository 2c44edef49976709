/** No agent, no contact. */
export const NONE = -1

/** What every contestant does: brings contacts and agents together, longest idle and first come, first served in a priority. */
export interface Router {
  /** A contact arrives. The agent it rings at, NONE when it waits. */
  arrive(ref: number, type: number, priority: number, nowMs: number): number
  /** The agent answers what rings. */
  accept(agent: number, nowMs: number): void
  /** The conversation of the agent ends; its after-call work begins. */
  release(agent: number, nowMs: number): void
  /** After-call work is done. The contact that rings at the agent now, NONE when it is idle. */
  free(agent: number, nowMs: number): number
  /** Only of routers that match when they look, not when something happens: the next agent where a contact rings now. */
  poll?(nowMs: number): number
}
