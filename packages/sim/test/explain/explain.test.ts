import { existsSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { diagram } from '../../src/explain/diagram.ts'
import { handedOn } from '../../src/explain/handed-on.ts'
import { linksOf } from '../../src/explain/links.ts'
import { mostAgents, volumeOf } from '../../src/explain/volume.ts'
import { explanation } from '../../src/explain/words.ts'
import { PROPOSED, TEMPLATES } from '../../src/init/templates.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { filesOf } from '../scenario/small-scenario.ts'
import { scenarioFiles } from '../../src/cli/files.ts'
import { scenarioOf } from '../support/scenario.ts'
import { CLI, ROOT, strowger, withFiles } from '../support/command.ts'

const HOUR = 3_600_000
const templates = TEMPLATES.map(
  ({ name, text }) => [name, loadScenario('t.yaml', filesOf({ 't.yaml': text(PROPOSED) }))] as const,
)
const skills = new Map(templates).get('skills')!
const mode3 = loadScenario(join(ROOT, 'examples/scenarios/china-mobile-10086/mode3.yaml'), scenarioFiles)

describe('templates', () => {
  it.each(templates)('%s is a scenario that is explained in both languages and drawn', (_, scenario) => {
    for (const language of ['en', 'zh'] as const) {
      expect(explanation(scenario, language).length).toBeGreaterThanOrEqual(4)
      expect(explanation(scenario, language).join(' ')).not.toMatch(/NaN|undefined|Infinity/)
    }
  })
})

describe('what a scenario comes to', () => {
  it('what is handed on solves the traffic equations: a = 40 + 0.2 b, b = 10 + 0.3 a', () => {
    const handlingTime = '60s'
    const scenario = scenarioOf({
      run: { duration: '1h' },
      types: {
        call: { arrivals: { perHour: 40 }, handlingTime, transfers: [{ to: 'hard', probability: 0.3 }] },
        hard: { arrivals: { perHour: 10 }, handlingTime, transfers: [{ to: 'call', probability: 0.2 }] },
      },
      groups: { g: { agents: 2 } },
    })
    const calls = 42 / 0.94
    expect(handedOn(scenario).get('hard')!.contacts).toBeCloseTo(0.3 * calls, 9)
    expect(handedOn(scenario).get('call')!.contacts).toBeCloseTo(calls - 40, 9)
    expect(explanation(scenario, 'en').join(' ')).toContain('up to 13 are handed on by call')
  })

  it('whether who hands a contact on does the work after it', () => {
    const call = { arrivals: { perHour: 4 }, handlingTime: '60s', afterCallWork: '9s' }
    const transfers = [{ out: 'partner', probability: 0.3 }]
    const words = (more: object) =>
      explanation(
        scenarioOf({
          run: { duration: '1h' },
          types: { call: { ...call, transfers, ...more } },
          groups: { g: { agents: 2 } },
        }),
        'en',
      ).join(' ')
    expect(words({ afterCallWorkOnTransfer: true })).toContain('30 % to partner, with the work after it.')
    expect(words({})).toContain('30 % to partner.')
  })

  it('how long a group takes by itself', () => {
    const call = { arrivals: { perHour: 4 }, handlingTime: '60s', afterCallWork: '9s' }
    const scenario = scenarioOf({
      run: { duration: '1h' },
      types: { call, mail: call },
      groups: {
        others: { agents: 2 },
        g: { agents: 2, handlingTimeByType: { call: '90s' }, afterCallWorkByType: { call: '20s', mail: '30s' } },
      },
    })
    expect(explanation(scenario, 'en').join(' ')).toContain(
      'skills: no skills. Their own times: call: talk 1.5 min each, work 20 s each after it; mail: work 30 s each after it.',
    )
    expect(explanation(scenario, 'zh').join('')).toContain(
      '本组时长：call：通话固定 1.5 min，事后处理固定 20 s；mail：事后处理固定 30 s。',
    )
    expect(
      explanation(scenario, 'en')
        .join(' ')
        .match(/Their own times/g),
    ).toHaveLength(1)
  })

  it('what the policies inside another do, and in which order groups go', () => {
    const call = { arrivals: { perHour: 4 }, handlingTime: '60s' }
    const words = (routing: object, language: 'en' | 'zh') => {
      const types = { vip: { ...call, label: { en: 'vip', zh: '贵宾' } }, mail: call, bulk: call }
      const groups = {
        own: { agents: 2, label: { en: 'own', zh: '自有' } },
        partner: { agents: 2 },
        desk: { agents: 1 },
      }
      return explanation(scenarioOf({ run: { duration: '1h' }, types, groups, routing }), language).at(-1)
    }
    const bands = [{ upTo: 9, agents: [['own', 'desk'], ['partner']] }, { agents: [['partner']] }]
    const routing = {
      policy: 'per-type',
      policies: [
        { types: ['vip', 'mail'], by: { policy: 'fair-threshold', bands } },
        { types: ['bulk'], by: { policy: 'expected-delay', agents: { bulk: [['own']] }, targetDelay: '10s' } },
      ],
      across: { policy: 'combined', contactsBy: { policy: 'longest-weighted-wait' } },
    }
    expect(words(routing, 'en')).toContain(
      'Routing: per-type (vip, mail by fair-threshold (up to 9 inside: own and desk, then partner; beyond: partner); bulk by ' +
        'expected-delay (the first tier with a group that leaves the next contact a wait of 10 s at most, otherwise the group that ' +
        'leaves least); others by longest-idle (the agent who has been idle longest; the contact of highest priority, of these who ' +
        'waits longest); between what these propose to an agent by combined (agents for contacts by longest-idle (',
    )
    expect(words(routing, 'zh')).toContain(
      '贵宾、mail用 fair-threshold（系统内不超过 9 时：自有与desk，其次partner；更多时：partner）；bulk用 expected-delay（',
    )
    expect(words({ policy: 'load-ratio', targetLoad: 0.8 }, 'en')).toContain('at most 0.8 contacts per agent')
    expect(words({ policy: 'load-ratio', targetLoad: 0.8 }, 'zh')).toContain('人均来话不超过 0.8')
  })

  it('when services are open, and what contacts become by the clock', () => {
    const path = join(ROOT, 'examples/scenarios/opening-hours/night-desk.yaml')
    const [english, chinese] = (['en', 'zh'] as const).map((language) =>
      explanation(loadScenario(path, scenarioFiles), language),
    )
    expect(english).toContain('At the start the clock of Asia/Shanghai shows Tuesday 2026-09-29 00:00.')
    expect(english).toContain(
      'office is open Monday, Tuesday, Wednesday, Thursday, Friday 08:30–18:00, but for special days.',
    )
    expect(english!.join(' ')).toContain('By the clock its contacts become complaints at night or complaints.')
    expect(chinese).toContain('开始时 Asia/Shanghai 的时钟为周二 2026-09-29 00:00。')
    expect(chinese).toContain('office 开放时间：周一、周二、周三、周四、周五 08:30–18:00，特殊日除外。')
    expect(chinese!.join('')).toContain('按时间转为夜间投诉或投诉。')
  })

  it('contacts of a run and of its busiest hour, for each kind of arrivals', () => {
    const of = (arrivals: Parameters<typeof volumeOf>[0]) => volumeOf(arrivals, 2 * HOUR)
    expect(of({ kind: 'constant', perHour: 10 })).toEqual({ contacts: 20, busiestPerHour: 10 })
    expect(of({ kind: 'piecewise', intervalMs: HOUR, perHour: [4, 6] })).toEqual({ contacts: 10, busiestPerHour: 6 })
    expect(of({ kind: 'linear', intervalMs: HOUR, perHourAt: [0, 10, 0] })).toEqual({
      contacts: 10,
      busiestPerHour: 10,
    })
    const phases = [
      { perHour: 10, meanMs: HOUR },
      { perHour: 40, meanMs: 2 * HOUR },
    ]
    expect(of({ kind: 'modulated', phases })).toEqual({ contacts: 60, busiestPerHour: 40 })
    const trace = { timesMs: [1, 2, HOUR], share: 0.5, spreadMs: 0 }
    expect(of({ kind: 'trace', trace })).toEqual({ contacts: 1.5, busiestPerHour: 1 })
    expect(of({ kind: 'constant', perHour: 10, batch: [{ size: 3, share: 1 }] })).toMatchObject({ contacts: 60 })
    expect(of({ kind: 'recorded' })).toBeUndefined()
  })

  it('the most agents at once, of the weekday of the run', () => {
    const shift = (from: number, to: number, agents: number) => ({ fromMs: from * HOUR, toMs: to * HOUR, agents })
    expect(mostAgents([shift(0, 4, 2), shift(3, 6, 3), shift(4, 8, 1)], skills)).toBe(5)
    expect(mostAgents([{ ...shift(0, 4, 2), days: ['sun'] }], skills)).toBe(0)
  })

  it('who may take what, and when', () => {
    expect(linksOf(skills.types[0]!, skills)).toEqual([
      { group: 'order desk', afterMs: 0 },
      { group: 'generalists', afterMs: 10_000 },
    ])
  })
})

describe('the drawing', () => {
  it('has a box for each type, skill and group, and a line for each link, dashed where it is late', () => {
    const svg = diagram(skills, 'en')
    expect(svg.match(/<rect [^>]*rx=/g)).toHaveLength(2 + 2 + 3)
    expect(svg.match(/<path /g)).toHaveLength(2 + 4)
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(2)
    expect(svg).toContain('after 10 s')
    expect(diagram(skills, 'zh')).toContain('订单')
  })

  it('has one box for the skills of the parts of a split, and says once at a group when it helps', () => {
    const svg = diagram(mode3, 'en')
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text)
    expect(texts.filter((text) => text!.includes('city × 12'))).toHaveLength(4)
    const late = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)" text-anchor="end"/g)].map((match) =>
      match.slice(1).join(' '),
    )
    expect(new Set(late).size).toBe(late.length)
    expect(late.length).toBeGreaterThan(0)
  })

  it('keeps boxes apart, and inside', () => {
    for (const scenario of [skills, mode3]) {
      const svg = diagram(scenario, 'zh')
      const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number)
      const boxes = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
        (match) => match.slice(1).map(Number),
      )
      expect(boxes.length).toBeGreaterThan(4)
      for (const [at, [x = 0, y = 0, w = 0, h = 0]] of boxes.entries()) {
        expect(x >= 0 && y >= 0 && x + w <= width && y + h <= height).toBe(true)
        for (const [ox = 0, oy = 0, ow = 0, oh = 0] of boxes.slice(at + 1)) {
          expect(x + w <= ox || ox + ow <= x || y + h <= oy || oy + oh <= y).toBe(true)
        }
      }
    }
  })
})

describe('strowger init and explain', () => {
  it('asks, says what is wrong with an answer, and writes a scenario that loads', async () => {
    await withFiles({}, (folder) => {
      const file = join(folder, 'mine.yaml')
      const input = 'skills\nOur desk\nmany\n100\n\n\n\n\n30s\n'
      const { status, stdout } = spawnSync(process.execPath, [CLI, 'init', file], { input, encoding: 'utf8' })
      expect(status).toBe(0)
      expect(stdout).toContain('"many" — give a number, such as 240')
      const scenario = loadScenario(file, scenarioFiles)
      expect(scenario).toMatchObject({ name: 'Our desk', serviceLevel: { thresholdMs: 30_000 } })
      for (const { arrivals } of scenario.types) expect(arrivals).toEqual({ kind: 'constant', perHour: 50 })
      expect(strowger(['init', file])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(
          /^strowger: .+mine\.yaml: is there already — give another name, or --force .+\n$/,
        ),
      })
      const svg = join(folder, 'model.svg')
      expect(strowger(['explain', file, '--svg', svg, '--lang', 'zh']).stdout).toContain('订单')
      expect(existsSync(svg)).toBe(true)
      expect(readFileSync(svg, 'utf8')).toMatch(/^<svg /)
    })
  })

  it('writes a template, and tells mistakes in one line', async () => {
    await withFiles({}, (folder) => {
      const file = join(folder, 'vip.yaml')
      expect(strowger(['init', file, '--template', 'vip'])).toMatchObject({ code: 0, stderr: '' })
      expect(readFileSync(file, 'utf8')).toMatch(/^# A scenario for strowger/)
    })
    expect(strowger(['init', '--template', 'vipp']).code).toBe(2)
    expect(strowger(['explain', 'no-such.yaml'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^strowger: [^\n]+\n$/),
    })
  })
})
