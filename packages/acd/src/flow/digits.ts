import { StrowgerError } from '../errors/strowger-error.ts'

/** The sixteen digits of DTMF (ITU-T Q.23). */
const DIGITS = '0123456789*#ABCD'

/** @throws StrowgerError `digit` unless it is one of {@link DIGITS} */
export function checkDigit(digit: unknown, path: string): void {
  if (typeof digit === 'string' && digit.length === 1 && DIGITS.includes(digit)) return
  throw new StrowgerError('digit', path, digit, `one of ${DIGITS}`)
}
