/** A case as the tables write it. */
export type Case = Readonly<Record<string, unknown>>

/** An exponential distribution as a scenario writes it. */
export function exponential(mean: string): object {
  return { distribution: 'exponential', mean }
}
