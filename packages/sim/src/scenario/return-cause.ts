/** Why somebody calls again: gave up, found no line, has a new matter after service, has a matter still unresolved. */
export type ReturnCause = 'abandoned' | 'blocked' | 'served' | 'unresolved'

/** All causes. */
export const RETURN_CAUSES: readonly ReturnCause[] = ['abandoned', 'blocked', 'served', 'unresolved']
