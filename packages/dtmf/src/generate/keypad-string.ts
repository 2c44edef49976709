import { digitFrom, type Digit } from '../digit/digit.ts'
import { DtmfError } from '../digit/error.ts'

/** One element of a dialling string. */
export type KeypadStep =
  | { readonly kind: 'digit'; readonly digit: Digit }
  /** A wait of so many pause units. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'flash' }
  /** Wait for dial tone: a generator, which hears nothing, makes a pause of it. */
  | { readonly kind: 'wait' }

/**
 * Reads a dialling string as modems and phone books write it: digits, `,` or `p` a pause, `w` wait for tone,
 * `!` hook flash; spaces, dots, dashes and brackets are layout. ITU-T V.250 §6.3.1.
 *
 * @throws DtmfError `bad-digit` naming the first character that is none of these.
 */
export function parseKeypadString(text: string): KeypadStep[] {
  const steps: KeypadStep[] = []
  for (const character of text) {
    const step = stepOf(character)
    if (step === 'unknown') {
      throw new DtmfError('bad-digit', 'keypad', character, `digits 0-9 * # A-D, pauses ", p", wait "w" and flash "!"`)
    }
    if (step) steps.push(step)
  }
  return steps
}

function stepOf(character: string): KeypadStep | 'unknown' | undefined {
  const digit = digitFrom(character)
  if (digit) return { kind: 'digit', digit }
  switch (character.toLowerCase()) {
    case ',':
    case 'p':
      return { kind: 'pause' }
    case 'w':
      return { kind: 'wait' }
    case '!':
      return { kind: 'flash' }
    case ' ':
    case '.':
    case '-':
    case '(':
    case ')':
      return undefined
    default:
      return 'unknown'
  }
}
