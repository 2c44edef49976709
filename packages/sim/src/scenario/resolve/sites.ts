import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { SitesSpec } from '../site-spec.ts'
import { keysAt } from '../source.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { resolveLabel } from './label.ts'
import { durationMs } from './time.ts'

/** The sites in the order of the file; undefined where there are none. */
export function resolveSites({ raw, root, issues }: Context): SitesSpec | undefined {
  const names = keysAt(root, ['sites'])
  if (raw.moving !== undefined && names.length === 0) {
    const remedy = 'declare sites, such as { shenzhen: {}, beijing: {} }'
    issues.add('conflicting-keys', ['moving'], 'there are no sites to move calls between', remedy)
  }
  if (names.length === 0) return undefined
  const { cost = 0, delay = 0 } = raw.moving ?? {}
  return {
    places: names.map((id) => ({ id, label: resolveLabel(raw.sites?.[id]?.label, id) })),
    cost,
    delayMs: durationMs(delay),
  }
}

/** The site of a type or a group, which must be declared; `part` is that of a split, whose name may be a site. */
export function siteOf(
  site: string | undefined,
  path: Path,
  { root, issues }: Context,
  part?: string,
): { readonly site?: string } {
  const names = keysAt(root, ['sites'])
  if (site !== undefined && !names.includes(site)) {
    issues.add('unknown-name', [...path, 'site'], `there is no site ${show(site)}`, suggest(site, names))
  }
  const own = site ?? (part !== undefined && names.includes(part) ? part : undefined)
  return own === undefined ? {} : { site: own }
}
