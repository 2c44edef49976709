/** The name of a figure as Prometheus writes it: `keepAlives` is `keep_alives`. */
export function metricName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
