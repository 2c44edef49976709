import type { MediaCounters } from '../media/media-command.ts'
import { metricName } from '../metrics/metric-name.ts'

/** What is a level of the moment and not a count. */
const LEVELS: ReadonlySet<string> = new Set(['legs', 'recordings', 'longestTickMs'])

/** Counters of the media by their names in metrics. */
export function mediaFigures({ refused, ...rest }: MediaCounters): [string, number][] {
  return [
    ...Object.entries(rest).map(([name, value]): [string, number] => [
      `media_${metricName(name)}${LEVELS.has(name) ? '' : '_total'}`,
      value,
    ]),
    ...Object.entries(refused).map(([name, value]): [string, number] => [
      `media_refused_${metricName(name)}_total`,
      Number(value),
    ]),
  ]
}
