import stringWidth from 'string-width'

import { families } from '../measure/population.ts'
import { duration } from '../report/figure.ts'
import { type Language, say } from '../report/language.ts'
import { escaped } from '../report/plot/svg-plot.ts'
import type { ContactTypeSpec, Label, Scenario } from '../scenario/scenario.ts'
import { linksOf } from './links.ts'
import { mostAgents } from './volume.ts'

const WORDS = {
  types: { en: 'Contact types', zh: '业务类型' },
  skills: { en: 'Skills', zh: '技能' },
  groups: { en: 'Agent groups', zh: '座席组' },
  none: { en: 'no skill needed', zh: '无需技能' },
  agents: { en: 'agents', zh: '座席' },
  after: { en: 'after', zh: '等待后' },
} as const satisfies Record<string, Label>

interface Box {
  readonly id: string
  readonly text: string
}

interface Edge {
  readonly from: string
  readonly to: string
  /** Drawn dashed, with this beside where it arrives. */
  readonly late?: string
}

const CHARACTER = 7
const BOX_HEIGHT = 30
const ROW = 44
const GAP = 130
const MARGIN = 20
const HEADING = 30

/**
 * A scenario as layers from left to right: contact types, the skills they ask for together, the groups that may take them.
 * Groups that help only after a while are joined by dashed lines. Parts of a split are one box, and so are the skills of their own. O(types × groups).
 */
export function diagram(scenario: Scenario, language: Language): string {
  const types: Box[] = []
  const skills = new Map<string, Box>()
  const edges = new Map<string, Edge>()
  const add = (edge: Edge) => edges.set(`${edge.from} ${edge.to} ${edge.late ?? ''}`, edge)
  for (const { id, label, types: members } of families(scenario)) {
    types.push({ id: `t ${id}`, text: say(label, language) })
    const skill = skillBox(
      members.map((member) => scenario.types[member]!),
      scenario,
      language,
    )
    skills.set(skill.id, skill)
    add({ from: `t ${id}`, to: skill.id })
    for (const [group, afterMs] of soonest(
      members.map((member) => scenario.types[member]!),
      scenario,
    )) {
      const late = afterMs === 0 ? {} : { late: duration(afterMs) }
      add({ from: skill.id, to: `g ${group}`, ...late })
    }
  }
  const groups = scenario.groups.map((group): Box => {
    const agents = `${mostAgents(group.shifts, scenario)} ${say(WORDS.agents, language)}`
    return { id: `g ${group.id}`, text: `${say(group.label, language)} (${agents})` }
  })
  const middle = inOrderOf(types, [...skills.values()], edges.values())
  const layers = [types, middle, inOrderOf(middle, groups, edges.values())]
  const heads = [WORDS.types, WORDS.skills, WORDS.groups].map((word) => say(word, language))
  return drawn(layers, heads, [...edges.values()], say(WORDS.after, language), scenario.name)
}

/** The skills that all of these ask for, and how many more there are of what they are split by. */
function skillBox(types: readonly ContactTypeSpec[], scenario: Scenario, language: Language): Box {
  const [first, ...others] = types
  const common = [...first!.requires].filter(([skill, level]) =>
    others.every((each) => each.requires.get(skill) === level),
  )
  const names = common.map(([skill, level]) => {
    const name = say(scenario.skills.get(skill) ?? { en: skill, zh: skill }, language)
    return level > 1 ? `${name} ≥ ${level}` : name
  })
  if (first!.requirement !== undefined) names.push(first!.requirement)
  const isSplit = types.some(({ requires }) => requires.size > common.length)
  if (isSplit) names.push(`${first!.split?.by ?? say(WORDS.skills, language)} × ${types.length}`)
  const text = names.length === 0 ? say(WORDS.none, language) : names.join(' + ')
  return { id: `s ${text}`, text }
}

/** The groups that may take any of these types, with the shortest wait after which they do. */
function soonest(types: readonly ContactTypeSpec[], scenario: Scenario): Map<string, number> {
  const after = new Map<string, number>()
  for (const { group, afterMs } of types.flatMap((type) => linksOf(type, scenario))) {
    after.set(group, Math.min(afterMs, after.get(group) ?? Infinity))
  }
  return after
}

/** A layer in the order of the mean place of what leads to it, so that few lines cross (K. Sugiyama and others 1981). */
function inOrderOf(before: readonly Box[], layer: readonly Box[], edges: Iterable<Edge>): Box[] {
  const place = new Map(before.map(({ id }, at) => [id, at]))
  const all = [...edges]
  const mean = ({ id }: Box) => {
    const from = all.filter((edge) => edge.to === id && place.has(edge.from)).map((edge) => place.get(edge.from)!)
    return from.length === 0 ? Infinity : from.reduce((sum, each) => sum + each, 0) / from.length
  }
  const means = new Map(layer.map((box) => [box.id, mean(box)]))
  return layer.toSorted((a, b) => {
    const [x, y] = [means.get(a.id)!, means.get(b.id)!]
    return x === y ? 0 : x - y
  })
}

function drawn(
  layers: readonly (readonly Box[])[],
  heads: readonly string[],
  edges: readonly Edge[],
  after: string,
  name: string,
): string {
  const rows = Math.max(...layers.map((layer) => layer.length))
  const height = 2 * MARGIN + HEADING + rows * ROW
  const widths = layers.map((layer, at) => {
    const texts = [heads[at]!, ...layer.map(({ text }) => text)]
    return Math.max(90, ...texts.map((text) => CHARACTER * stringWidth(text) + 20))
  })
  const lefts = widths.map((_, at) => MARGIN + widths.slice(0, at).reduce((sum, each) => sum + each + GAP, 0))
  const width = lefts.at(-1)! + widths.at(-1)! + MARGIN
  const places = new Map(
    layers.flatMap((layer, at) => {
      const top = MARGIN + HEADING + ((rows - layer.length) * ROW) / 2
      return layer.map(({ id }, row) => [id, { x: lefts[at]!, y: top + row * ROW, width: widths[at]! }] as const)
    }),
  )
  const lines = edges.map(({ from, to, late }) => {
    const [a, b] = [places.get(from)!, places.get(to)!]
    const [x1, y1, x2, y2] = [a.x + a.width, a.y + BOX_HEIGHT / 2, b.x, b.y + BOX_HEIGHT / 2]
    const bend = (x2 - x1) / 2
    const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
    const dashes = late === undefined ? '' : ' stroke-dasharray="5 4"'
    return `<path d="${path}" fill="none" stroke="#777"${dashes}/>`
  })
  const boxes = layers.flatMap((layer) =>
    layer.map(({ id, text }) => {
      const { x, y, width: wide } = places.get(id)!
      const rect = `<rect x="${x}" y="${y}" width="${wide}" height="${BOX_HEIGHT}" rx="5" fill="#eef4fa" stroke="#0072b2"/>`
      return `${rect}<text x="${x + wide / 2}" y="${y + 20}" text-anchor="middle">${escaped(text)}</text>`
    }),
  )
  const waits = new Map<string, Set<string>>()
  for (const { to, late } of edges) if (late !== undefined) waits.set(to, (waits.get(to) ?? new Set()).add(late))
  const notes = [...waits].map(([to, late]) => {
    const { x, y } = places.get(to)!
    return `<text x="${x - 6}" y="${y + 10}" text-anchor="end" font-size="10">${escaped(`${after} ${[...late].join(' / ')}`)}</text>`
  })
  const titles = heads.map((head, at) => {
    const x = lefts[at]! + widths[at]! / 2
    return `<text x="${x}" y="${MARGIN + 10}" text-anchor="middle" font-weight="bold">${escaped(head)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" font-family="sans-serif" font-size="13">
<title>${escaped(name)}</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${lines.join('\n')}
${boxes.join('\n')}
${titles.join('\n')}
${notes.join('\n')}
</svg>
`
}
