/** Mean handling time and patience, s: loads in Erlang are calls an hour × 180 s. */
const TYPE = `
    handlingTime: { distribution: exponential, mean: 180s }
    patience: { distribution: exponential, mean: 360s }`

/** Models by name; the number in `agents-100` is that of the agents. */
export type ModelName = 'w100' | '20x35' | `agents-${number}`

/** The scenario of a model that brings so many calls; `replications` of them. */
export function scenarioText(model: ModelName, calls: number, replications: number = 1): string {
  if (model === 'w100') return specialists(calls, replications)
  if (model === '20x35') return manySkills(calls, replications)
  const agents = Number(model.slice('agents-'.length))
  // The more agents, the fuller they may be: 5 of 100 agents to spare are √(agents ÷ 4).
  const perHour = (agents - Math.sqrt(agents) / 2) * 20
  return `${head(perHour, calls, replications)}
types:
  call:
    arrivals: { perHour: ${perHour} }${TYPE}
groups: { agents: { agents: ${agents} } }
`
}

/** Two types, 40 + 40 specialists, 20 generalists; whoever waits longest is next (W100 of the comparison's reference). */
function specialists(calls: number, replications: number): string {
  const type = (id: string) => `
  ${id}:
    requires: { ${id}: 1 }
    arrivals: { perHour: ${1900 / 2} }${TYPE}`
  return `${head(1900, calls, replications)}
skills: { a: {}, b: {} }
types:${type('a')}${type('b')}
groups:
  onlyA: { agents: 40, skills: { a: 1 } }
  onlyB: { agents: 40, skills: { b: 1 } }
  both: { agents: 20, skills: { a: 1, b: 1 } }
`
}

/** 20 types, each asking for one skill; 35 groups of 20 agents, each with three skills. */
function manySkills(calls: number, replications: number): string {
  const ids = Array.from({ length: 20 }, (_, type) => `s${type}`)
  const perHour = 35 * 20 * 0.95 * 20
  const types = ids.map(
    (id) => `
  ${id}:
    requires: { ${id}: 1 }
    arrivals: { perHour: ${perHour / ids.length} }${TYPE}`,
  )
  const groups = Array.from({ length: 35 }, (_, group) => {
    const held = [0, 1, 2].map((more) => `${ids[(group + more * 7) % ids.length]!}: 1`)
    return `
  g${group}: { agents: 20, skills: { ${held.join(', ')} } }`
  })
  return `${head(perHour, calls, replications)}
skills: { ${ids.map((id) => `${id}: {}`).join(', ')} }
types:${types.join('')}
groups:${groups.join('')}
`
}

function head(perHour: number, calls: number, replications: number): string {
  const seconds = Math.round((calls / perHour) * 3600)
  return `
strowger: 1
name: bench
run: { mode: steady, duration: ${seconds}s, replications: ${replications} }`
}
