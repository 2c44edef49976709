import type fc from 'fast-check'
import { type Command, commandsFor, type Exchange, exchanges, plainExchanges } from '../../../sim/src/check/exchange.ts'
import { DEFAULT_NAMES } from '../../../sim/src/check/names.ts'

/** Floors on which policies are tried: the same as `strowger check-policy` tries them on. */
export const worlds: fc.Arbitrary<Exchange> = exchanges(DEFAULT_NAMES)

/** What happens on them. */
export const commands: fc.Arbitrary<Command[]> = commandsFor(DEFAULT_NAMES.types.length)

/** Floors with one channel, on which contacts ring at one agent: what happens there is known from events alone. */
export const plainWorlds: fc.Arbitrary<Exchange> = plainExchanges(DEFAULT_NAMES)
