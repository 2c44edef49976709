import type { Digit } from '../digit/digit.ts'
import { checkedNumber } from '../digit/error.ts'
import type { DigitMap } from './digit-map.ts'

/** How digits are collected. */
export interface CollectorOptions {
  /** Time for the first digit, from the start or the prompt's end, in ms. Default 5000. */
  readonly firstDigitMs?: number
  /** Time between digits, in ms. Default 3000. */
  readonly interDigitMs?: number
  /** Time for all of it, from the start, in ms. Default no limit. */
  readonly overallMs?: number
  /** Digits that end the entry and are not part of it. Default `#`. */
  readonly terminators?: readonly Digit[]
  /** Fewest digits of an entry; an entry of fewer is not valid. Default 1. */
  readonly minDigits?: number
  /** As many digits end the entry by themselves. Default 32. */
  readonly maxDigits?: number
  /** A digit that takes the last one back. */
  readonly eraseDigit?: Digit
  /** A digit that takes all back. */
  readonly clearDigit?: Digit
  /** Whether a digit may cut the prompt short; if not, digits during it are dropped. Default true. */
  readonly bargeIn?: boolean
  /** The entries there are; an entry ends as soon as it is full and nothing longer can be meant. */
  readonly map?: DigitMap
}

/** The options with their defaults, checked. */
export interface CollectorRules {
  readonly firstDigitMs: number
  readonly interDigitMs: number
  readonly overallMs: number
  readonly terminators: readonly Digit[]
  readonly minDigits: number
  readonly maxDigits: number
  readonly eraseDigit: Digit | undefined
  readonly clearDigit: Digit | undefined
  readonly bargeIn: boolean
  readonly map: DigitMap | undefined
}

const DAY_MS = 86_400_000

/** @throws DtmfError `bad-option` naming the number that is out of range. */
export function rulesOf(options: CollectorOptions): CollectorRules {
  const maxDigits = checkedNumber('maxDigits', options.maxDigits ?? 32, 1, 1024)
  return {
    firstDigitMs: checkedNumber('firstDigitMs', options.firstDigitMs ?? 5000, 1, DAY_MS),
    interDigitMs: checkedNumber('interDigitMs', options.interDigitMs ?? 3000, 1, DAY_MS),
    overallMs: options.overallMs === undefined ? Infinity : checkedNumber('overallMs', options.overallMs, 1, DAY_MS),
    terminators: options.terminators ?? ['#'],
    minDigits: checkedNumber('minDigits', options.minDigits ?? 1, 0, maxDigits),
    maxDigits,
    eraseDigit: options.eraseDigit,
    clearDigit: options.clearDigit,
    bargeIn: options.bargeIn ?? true,
    map: options.map,
  }
}
