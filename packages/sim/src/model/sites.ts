import type { Scenario } from '../scenario/scenario.ts'

/** Sites of types and groups; −1: of nowhere in particular, and nothing is moved. */
export interface SitesModel {
  readonly ofType: Int32Array
  readonly ofGroup: Int32Array
  readonly delayMs: number
}

/** Undefined where there are no sites. */
export function sitesModel({ sites, types, groups }: Scenario): SitesModel | undefined {
  if (sites === undefined) return undefined
  const numberOf = (site: string | undefined) => sites.places.findIndex(({ id }) => id === site)
  return {
    ofType: Int32Array.from(types, ({ site }) => numberOf(site)),
    ofGroup: Int32Array.from(groups, ({ site }) => numberOf(site)),
    delayMs: sites.delayMs,
  }
}
