import type { MediaCounters } from '../media/media-command.ts'

/** Counters of the media by their names in metrics. */
export function mediaFigures(counters: MediaCounters): [string, number][] {
  const { refused, ...rest } = counters
  return [
    ...Object.entries(rest).map(([name, value]): [string, number] => [`media_${snake(name)}`, value]),
    ...Object.entries(refused).map(([name, value]): [string, number] => [
      `media_refused_${snake(name)}`,
      Number(value),
    ]),
  ]
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
