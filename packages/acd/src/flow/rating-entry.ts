/** True for the digits of a whole number in a range, without zeros before it. */
export function isRating(digits: string, from: number, to: number): boolean {
  if (!/^(?:0|[1-9]\d*)$/.test(digits)) return false
  const rating = Number(digits)
  return rating >= from && rating <= to
}

/** True when a further digit can make a rating of these: 1 where 10 is one. Ratings have at most two digits. */
export function canGrow(digits: string, from: number, to: number): boolean {
  if (!/^[1-9]$/.test(digits)) return false
  const first = Number(digits) * 10
  return first <= to && first + 9 >= from
}
