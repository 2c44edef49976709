import { TOKEN, allOf, readNumber } from './characters.ts'

/** Number and method of a request inside its dialog. RFC 3261 §20.16 */
export interface CSeq {
  /** 0 … 2³¹ − 1 */
  readonly number: number
  readonly method: string
}

/** Reads a value of CSeq; `undefined` when it is malformed or 2³¹ or more. */
export function readCSeq(text: string): CSeq | undefined {
  const space = text.search(/\s/)
  if (space < 0) return undefined
  const number = readNumber(text.slice(0, space), 0x7fff_ffff)
  const method = text.slice(space).trim()
  return number === undefined || !allOf(method, TOKEN) ? undefined : { number, method }
}
