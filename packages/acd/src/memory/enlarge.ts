/** Copies `from` to the start of the larger `to`, and returns `to`. */
export function enlarged<A extends Float64Array | Int32Array | Uint32Array | Int16Array | Uint8Array>(
  from: A,
  to: A,
): A {
  to.set(from)
  return to
}
