import type { Path } from './source.ts'

const SIMPLE_KEY = /^[\p{L}\p{N}_/-]+$/u

/** A path as people write it: `groups.front.shifts[1].to`, `types["10086 calls"].arrivals`. */
export function formatPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (SIMPLE_KEY.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${JSON.stringify(step)}]`
  }
  return text
}
