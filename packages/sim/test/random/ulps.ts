/** How many doubles lie between two numbers, for test tolerances; 0 when they are the same. */
export function ulpsApart(a: number, b: number): number {
  return Object.is(a, b) || a === b ? 0 : Number(distance(ordinal(a) - ordinal(b)))
}

function distance(difference: bigint): bigint {
  return difference < 0n ? -difference : difference
}

/** Position of a double in the order of all doubles. */
function ordinal(value: number): bigint {
  const bits = new BigInt64Array(Float64Array.of(value).buffer)[0]!
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits
}
