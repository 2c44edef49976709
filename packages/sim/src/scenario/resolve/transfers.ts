import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ContactTypeSpec, TransferSpec } from '../scenario.ts'
import type { RawTransfer } from '../schema/transfer.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import type { TypeSelector } from './selector.ts'

/** The transfers of a type as written, names not looked up yet; `path` is that of the list. */
export function resolveTransfers(raw: readonly RawTransfer[], path: Path, context: Context): TransferSpec[] {
  const { issues, raw: whole } = context
  const groups = Object.keys(whole.groups)
  for (const [index, { to, out, from }] of raw.entries()) {
    if ((to === undefined) === (out === undefined)) {
      const problem = to === undefined ? 'it says not where the call goes' : 'a call goes to one place'
      issues.add('conflicting-keys', [...path, index], problem, 'write either to or out')
    }
    for (const [at, group] of (from ?? []).entries()) {
      if (groups.includes(group)) continue
      issues.add(
        'unknown-name',
        [...path, index, 'from', at],
        `there is no agent group ${show(group)}`,
        suggest(group, groups),
      )
    }
  }
  for (const group of groups) {
    const sum = raw.reduce((total, each) => total + (each.from?.includes(group) === false ? 0 : each.probability), 0)
    if (sum <= 1 + 1e-9) continue
    const problem = `conversations with ${show(group)} are transferred with probability ${sum}`
    issues.add('out-of-range', path, problem, 'write probabilities that add up to 1 at most')
    break
  }
  return raw.map(({ to, out, probability, from }) => ({
    probability,
    ...(to !== undefined && { to }),
    ...(out !== undefined && { out }),
    ...(from !== undefined && { from }),
  }))
}

/** Checks that calls are transferred to one contact type that there is. */
export function checkTransfers(types: readonly ContactTypeSpec[], selector: TypeSelector, context: Context): void {
  const seen = new Set<string>()
  for (const { base, transfers = [] } of types) {
    if (seen.has(base)) continue
    seen.add(base)
    for (const [index, { to }] of transfers.entries()) {
      if (to === undefined) continue
      const path = ['types', base, 'transfers', index, 'to']
      const found = selector.select(to, path)
      if (found.length <= 1) continue
      const remedy = `write one of its parts, such as ${show(found[0]!.id)}`
      context.issues.add('wrong-value', path, `${show(to)} is split, so that it is not one type`, remedy)
    }
  }
}
