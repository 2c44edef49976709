/**
 * Returns `value` if it is a finite number above zero.
 *
 * @throws RangeError naming the parameter and the value otherwise.
 */
export function positive(name: string, value: number): number {
  if (value > 0 && value < Infinity) return value
  throw new RangeError(`${name} must be a finite number > 0, got ${value}`)
}

/**
 * Returns `value` if it is a finite number, zero or above.
 *
 * @throws RangeError naming the parameter and the value otherwise.
 */
export function nonNegative(name: string, value: number): number {
  if (value >= 0 && value < Infinity) return value
  throw new RangeError(`${name} must be a finite number >= 0, got ${value}`)
}

/**
 * Returns `value` if it is a finite number.
 *
 * @throws RangeError naming the parameter and the value otherwise.
 */
export function finite(name: string, value: number): number {
  if (Number.isFinite(value)) return value
  throw new RangeError(`${name} must be a finite number, got ${value}`)
}
