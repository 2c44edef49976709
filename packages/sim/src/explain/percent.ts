/** A share or a probability in words: 12.5 %. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`
}
