/** A length-counting stand-in for a method of `String.prototype` or `Uint8Array.prototype`. */
type Method = (this: never, ...values: never[]) => unknown

/** What each method looks at, in characters or bytes, by its receiver, arguments and result. */
const STRING_COSTS: Readonly<Record<string, (text: string, values: readonly unknown[], result: unknown) => number>> = {
  charCodeAt: () => 1,
  codePointAt: () => 1,
  indexOf: (text, [, from = 0], result) => (Number(result) < 0 ? text.length : Number(result) + 1) - Number(from),
  lastIndexOf: (text, [, to = text.length], result) => Number(to) - Number(result),
  includes: (text) => text.length,
  slice: (_text, _values, result) => String(result).length,
  split: (text) => text.length,
  trim: (text) => text.length,
  trimEnd: (text) => text.length,
  replaceAll: (text) => text.length,
  toLowerCase: (text) => text.length,
  toUpperCase: (text) => text.length,
  search: (text) => text.length,
}

const BYTES_COSTS: Readonly<
  Record<string, (bytes: Uint8Array, values: readonly unknown[], result: unknown) => number>
> = {
  set: (_bytes, [values]) => (values as Uint8Array).length,
  slice: (_bytes, _values, result) => (result as Uint8Array).length,
  indexOf: (bytes, [, from = 0], result) => (Number(result) < 0 ? bytes.length : Number(result) + 1) - Number(from),
}

/**
 * Characters and bytes that `work` looks at through the methods of strings and byte arrays: the same on every machine, where
 * times are not. Expressions are left to their engine, which counts nothing: the stack uses them on no more than a word.
 */
export function steps(work: () => void): number {
  let count = 0
  const restore: (() => void)[] = []
  const wrap = (prototype: object, costs: Readonly<Record<string, (...all: never[]) => number>>) => {
    for (const [name, cost] of Object.entries(costs)) {
      const original = Reflect.get(prototype, name) as Method
      const put = (value: unknown) => {
        Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
      }
      put(function counted(this: never, ...values: never[]) {
        const result = original.apply(this, values)
        count += Math.max(1, cost(this, values as never, result as never))
        return result
      })
      restore.push(() => {
        put(original)
      })
    }
  }
  try {
    wrap(String.prototype, STRING_COSTS)
    wrap(Object.getPrototypeOf(Uint8Array.prototype) as object, BYTES_COSTS)
    work()
  } finally {
    for (const undo of restore) undo()
  }
  return count
}
