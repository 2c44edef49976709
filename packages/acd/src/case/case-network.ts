import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { CaseConfig } from './case-config.ts'

/**
 * Checks a network: names, limits, and that escalation ends somewhere.
 *
 * @throws StrowgerError `unknown-node`, `unknown-matter`, `out-of-range`, `missing`, `escalation-loop`
 */
export function checkNetwork({ nodes, matters, badRatings = [] }: CaseConfig): void {
  const names = Object.keys(nodes)
  const known = (name: string | undefined, path: string): void => {
    if (name !== undefined && !Object.hasOwn(nodes, name)) {
      throw new StrowgerError('unknown-node', path, name, suggest(name, names))
    }
  }
  for (const [name, { owner, limitMs, remindBeforeMs = [], escalateTo }] of Object.entries(nodes)) {
    const path = `nodes.${name}`
    if (owner === '') throw new StrowgerError('missing', `${path}.owner`, owner, 'who answers for the node')
    if (!(limitMs > 0)) throw new StrowgerError('out-of-range', `${path}.limitMs`, limitMs, 'more than 0 ms')
    for (const [at, beforeMs] of remindBeforeMs.entries()) {
      if (beforeMs > 0 && beforeMs < limitMs) continue
      throw new StrowgerError(
        'out-of-range',
        `${path}.remindBeforeMs[${at}]`,
        beforeMs,
        `more than 0, less than ${limitMs} ms`,
      )
    }
    known(escalateTo, `${path}.escalateTo`)
    checkEscalation(name, nodes)
  }
  for (const [name, { node, promisedMs, complexTo }] of Object.entries(matters)) {
    known(node, `matters.${name}.node`)
    known(complexTo, `matters.${name}.complexTo`)
    if (promisedMs !== undefined && !(promisedMs > 0)) {
      throw new StrowgerError('out-of-range', `matters.${name}.promisedMs`, promisedMs, 'more than 0 ms')
    }
  }
  for (const [at, { matter, from, to }] of badRatings.entries()) {
    const path = `badRatings[${at}]`
    if (!Object.hasOwn(matters, matter)) {
      throw new StrowgerError('unknown-matter', `${path}.matter`, matter, suggest(matter, Object.keys(matters)))
    }
    if (!(from <= to)) throw new StrowgerError('out-of-range', `${path}.to`, to, `${from} or more`)
  }
}

function checkEscalation(start: string, nodes: CaseConfig['nodes']): void {
  const way = [start]
  for (let next = nodes[start]?.escalateTo; next !== undefined; next = nodes[next]?.escalateTo) {
    if (way.includes(next)) {
      const circle = [...way, next].join(' → ')
      throw new StrowgerError(
        'escalation-loop',
        `nodes.${start}.escalateTo`,
        circle,
        'an escalation that ends somewhere',
      )
    }
    way.push(next)
  }
}
