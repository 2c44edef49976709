import { DIGIT, TOKEN, allOf, isOf, readNumber, skipSpace, sliceTrimmed } from './characters.ts'

/** Number and method of a request inside its dialog. RFC 3261 §20.16 */
export interface CSeq {
  /** 0 … 2³¹ − 1 */
  readonly number: number
  readonly method: string
}

/** Reads a value of CSeq; `undefined` when it is malformed or 2³¹ or more. */
export function readCSeq(text: string): CSeq | undefined {
  let end = 0
  while (isOf(text.charCodeAt(end), DIGIT)) end += 1
  const methodFrom = skipSpace(text, end)
  const number = readNumber(text.slice(0, end), 0x7fff_ffff)
  const method = sliceTrimmed(text, methodFrom)
  return number === undefined || methodFrom === end || !allOf(method, TOKEN) ? undefined : { number, method }
}
