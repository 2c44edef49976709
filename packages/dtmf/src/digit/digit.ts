/** One of the sixteen signals of a push-button telephone (ITU-T Q.23 §6). */
export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#' | 'A' | 'B' | 'C' | 'D'

/** The row frequencies in Hz, top to bottom (ITU-T Q.23 §6.1). */
export const LOW_GROUP_HZ: readonly [number, number, number, number] = [697, 770, 852, 941]

/** The column frequencies in Hz, left to right (ITU-T Q.23 §6.1). */
export const HIGH_GROUP_HZ: readonly [number, number, number, number] = [1209, 1336, 1477, 1633]

/** The keypad read row by row: digit `4 · row + column`. */
export const KEYPAD: readonly Digit[] = [
  ...(['1', '2', '3', 'A'] as const),
  ...(['4', '5', '6', 'B'] as const),
  ...(['7', '8', '9', 'C'] as const),
  ...(['*', '0', '#', 'D'] as const),
]

/** Where a digit sits on the keypad, and the two frequencies that make it. */
export interface KeyPosition {
  readonly row: number
  readonly column: number
  readonly lowHz: number
  readonly highHz: number
}

const BY_CHARACTER: ReadonlyMap<string, Digit> = new Map(KEYPAD.map((digit) => [digit, digit]))

const POSITIONS: ReadonlyMap<Digit, KeyPosition> = new Map(
  KEYPAD.map((digit, index) => {
    const row = index >> 2
    const column = index & 3
    return [digit, { row, column, lowHz: LOW_GROUP_HZ[row]!, highHz: HIGH_GROUP_HZ[column]! }]
  }),
)

/** The digit at a row and a column, both 0–3; the caller's indices are its own invariant. */
export function digitAt(row: number, column: number): Digit {
  return KEYPAD[4 * row + column]!
}

/** Position and frequencies of a digit. O(1). */
export function positionOf(digit: Digit): KeyPosition {
  return POSITIONS.get(digit)!
}

/** The digit a character stands for (`a`–`d` as capitals), or `undefined`. Total on any string. */
export function digitFrom(character: string): Digit | undefined {
  return BY_CHARACTER.get(character.toUpperCase())
}
