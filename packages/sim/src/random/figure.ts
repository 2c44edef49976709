/** A number as people read it: six significant digits, no trailing zeros. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(6)))
}
