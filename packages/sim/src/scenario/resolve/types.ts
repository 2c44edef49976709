import type { ArrivalSpec } from '../arrival-spec.ts'
import type { ContactTypeSpec, Label } from '../scenario.ts'
import type { RawContactType } from '../schema/contact-type.ts'
import { keysAt } from '../source.ts'
import { checkProfile, resolveArrivals, shareOf } from './arrivals.ts'
import { resolveBeside } from './beside.ts'
import { resolveAfterwards } from './cases.ts'
import { resolveCaller } from './caller.ts'
import type { Context } from './context.ts'
import { resolveCalls } from './dialling.ts'
import { resolveDistribution, resolveHandlingTime, resolvePatience } from './distribution.ts'
import { resolveHandling } from './handling.ts'
import { resolveTypeRouting } from './hours.ts'
import { resolveLabel } from './label.ts'
import { resolveRelaxation } from './relaxation.ts'
import { resolveRequirement } from './requirement.ts'
import { resolveRules } from './rules.ts'
import { resolveServiceLevel } from './service-level.ts'
import { siteOf } from './sites.ts'
import { checkDeclared, resolveLevels } from './skills.ts'

// Stands in for arrivals with a mistake, so that the other mistakes are found, too.
const NO_ARRIVALS: ArrivalSpec = { kind: 'constant', perHour: 0 }

/** The contact types in the order of the file, splits expanded. */
export function resolveTypes(skills: ReadonlyMap<string, Label>, context: Context): ContactTypeSpec[] {
  const { raw, root, issues } = context
  for (const name of keysAt(root, ['profiles'])) {
    const profile = raw.profiles?.[name]
    if (profile !== undefined) checkProfile(profile, ['profiles', name], context)
  }
  const names = keysAt(root, ['types'])
  if (names.length === 0) issues.add('missing-key', ['types'], 'there is no contact type', 'declare one')
  return names.flatMap((name) => {
    const rawType = raw.types[name]
    if (rawType === undefined) return []
    const whole = resolveType(name, rawType, skills, context)
    return rawType.split === undefined ? [whole] : split(whole, rawType, skills, context)
  })
}

function resolveType(
  name: string,
  raw: RawContactType,
  skills: ReadonlyMap<string, Label>,
  context: Context,
): ContactTypeSpec {
  const path = ['types', name]
  const arrivals = resolveArrivals(name, raw.arrivals, [...path, 'arrivals'], context) ?? NO_ARRIVALS
  const isRecorded =
    arrivals.kind === 'recorded' || (arrivals.kind === 'trace' && arrivals.trace.handlingMs !== undefined)
  return {
    id: name,
    base: name,
    label: resolveLabel(raw.label, name),
    arrivals,
    priority: raw.priority ?? 0,
    requires: resolveLevels(raw.requires, [...path, 'requires'], skills, context),
    ...resolveRequirement(raw.requirement, [...path, 'requirement'], skills, context),
    ...(raw.serviceLevel !== undefined && { serviceLevel: resolveServiceLevel(raw.serviceLevel) }),
    handlingTime: resolveHandlingTime(raw.handlingTime, [...path, 'handlingTime'], isRecorded, context),
    ...(raw.afterCallWork !== undefined && {
      afterCallWork: resolveDistribution(raw.afterCallWork, [...path, 'afterCallWork'], context),
    }),
    ...(raw.afterCallWorkOnTransfer === true && { afterCallWorkOnTransfer: true }),
    patience: resolvePatience(raw.patience, [...path, 'patience'], context),
    ...resolveCaller(raw, path, context),
    ...resolveHandling(raw, path, context),
    ...(raw.routing !== undefined && { routing: resolveTypeRouting(raw.routing) }),
    ...resolveRules(raw, path, context),
    ...resolveCalls(raw, path, context),
    ...resolveAfterwards(raw, path, context),
    ...siteOf(raw.site, path, context),
    ...resolveBeside(raw, path, skills, context),
    ...resolveRelaxation(raw, path, skills, context),
  }
}

function split(
  whole: ContactTypeSpec,
  raw: RawContactType,
  skills: ReadonlyMap<string, Label>,
  context: Context,
): ContactTypeSpec[] {
  const { by, skill = false, shares, labels } = raw.split ?? { by: '', shares: {} }
  if (whole.arrivals.kind === 'modulated') {
    const problem = 'phases cannot be split, since all parts are in the same phase'
    context.issues.add('conflicting-keys', ['types', whole.id, 'split'], problem, 'write arrivals without phases')
  }
  const path = ['types', whole.id, 'split', 'shares']
  const parts = keysAt(context.root, path)
  const total = parts.reduce((sum, part) => sum + (shares[part] ?? 0), 0)
  if (!(total > 0)) context.issues.add('out-of-range', path, 'the shares add up to 0', 'write shares above 0')
  return parts.map((part) => {
    const requires = new Map(whole.requires)
    if (skill) {
      checkDeclared(part, [...path, part], skills, context)
      requires.set(part, Math.max(1, requires.get(part) ?? 1))
    }
    const label = labels?.[part] === undefined ? skills.get(part) : resolveLabel(labels[part], part)
    const partLabel = label ?? { en: part, zh: part }
    return {
      ...whole,
      id: `${whole.base}/${part}`,
      label: { en: `${whole.label.en} · ${partLabel.en}`, zh: `${whole.label.zh} · ${partLabel.zh}` },
      arrivals: shareOf(whole.arrivals, (shares[part] ?? 0) / total),
      requires,
      ...(raw.site === undefined && siteOf(undefined, ['types', whole.base], context, part)),
      split: { by, value: part, label: partLabel, whole: whole.label },
    }
  })
}
