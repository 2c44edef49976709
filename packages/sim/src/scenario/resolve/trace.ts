import { parseClock } from '../clock.ts'
import { show } from '../issue.ts'
import type { TraceSpec } from '../arrival-spec.ts'
import type { RawArrivals } from '../schema/arrivals.ts'
import { locate } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { durationMs } from './time.ts'

const MS_PER_SECOND = 1000

/** The contacts of a file that come during the run; undefined after a mistake. */
export function resolveTrace(
  raw: Extract<RawArrivals, { readonly trace: string }>,
  path: Path,
  context: Context,
): TraceSpec | undefined {
  const filePath = [...path, 'trace']
  const text = textOf(raw.trace, filePath, context)
  if (text === undefined) return undefined
  const { run, issues } = context
  const contacts: { timeMs: number; talkMs: number }[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [time = '', talk = ''] = line.split(',').map((cell) => cell.trim())
    const timeMs = timeOf(time, run.startsAtMs)
    const talkMs = talk === '' ? NaN : Number(talk) * MS_PER_SECOND
    if (timeMs === undefined || talkMs < 0 || (talk !== '' && Number.isNaN(talkMs))) {
      if (index === 0) continue
      const remedy = 'write a time ("08:15:02", or seconds), and after a comma seconds of talk, or nothing'
      issues.add(
        'wrong-value',
        filePath,
        `line ${index + 1} of ${show(raw.trace)} is not understood: ${show(line)}`,
        remedy,
      )
      return undefined
    }
    if (timeMs >= 0 && timeMs < run.durationMs) contacts.push({ timeMs, talkMs })
  }
  contacts.sort((a, b) => a.timeMs - b.timeMs)
  const hasTalk = contacts.length > 0 && contacts.every(({ talkMs }) => !Number.isNaN(talkMs))
  return {
    timesMs: contacts.map(({ timeMs }) => timeMs),
    ...(hasTalk && { handlingMs: contacts.map(({ talkMs }) => talkMs) }),
    share: raw.share ?? 1,
    spreadMs: durationMs(raw.spread ?? '5m'),
  }
}

function timeOf(text: string, startsAtMs: number): number | undefined {
  const clock = parseClock(text)
  if (clock !== undefined) return clock - startsAtMs
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * MS_PER_SECOND : undefined
}

function textOf(file: string, path: Path, context: Context): string | undefined {
  try {
    return context.read(locate(context.root, path).file, file)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    context.issues.add(
      'unreadable',
      path,
      `cannot read ${show(file)} (${reason})`,
      'write a path relative to this file',
    )
    return undefined
  }
}
