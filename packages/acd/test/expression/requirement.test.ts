import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Attributes } from '../../src/expression/attributes.ts'
import { compileExpression } from '../../src/expression/compile.ts'
import { compileRequirement } from '../../src/expression/requirement.ts'
import { meets, SkillNames } from '../../src/match/skill-profile.ts'

const SKILLS = ['english', 'billing', 'vip', 'trainee', '3G service', 'not']

test('a conjunction of minima admits exactly the agents that meet the required levels', () => {
  const level = fc.nat(4)
  const levels = fc.array(level, { minLength: SKILLS.length, maxLength: SKILLS.length })
  fc.assert(
    fc.property(levels, fc.array(levels, { maxLength: 20 }), (minima, agents) => {
      const text = SKILLS.map((skill, at) => `\`${skill}\` >= ${minima[at]!}`).join(' and ')
      const required = Object.fromEntries(SKILLS.map((skill, at) => [skill, minima[at]!]).filter(([, least]) => least))
      const profile = new SkillNames(SKILLS).profile(required, 'requires')
      const admits = compileRequirement(text, SKILLS)
      for (const held of agents) expect(admits(Uint8Array.from(held))).toBe(meets(Uint8Array.from(held), profile))
    }),
    { seed: 1891 },
  )
})

test('skills combine, and what is not held is level 0', () => {
  const admits = compileRequirement('english >= 3 and (billing or vip >= 2) and not trainee', SKILLS)
  expect(admits(Uint8Array.of(3, 1, 0, 0))).toBe(true)
  expect(admits(Uint8Array.of(3, 0, 2, 0))).toBe(true)
  expect(admits(Uint8Array.of(3, 0, 1, 0))).toBe(false)
  expect(admits(Uint8Array.of(3, 1, 0, 1))).toBe(false)
  expect(admits(Uint8Array.of(2, 1, 0, 0))).toBe(false)
  // A profile older than the skill: shorter, and the skill is not held.
  expect(compileRequirement('not trainee', SKILLS)(new Uint8Array(0))).toBe(true)
  expect(() => compileRequirement('englisch', SKILLS, 'types[2].requires')).toThrow(
    'types[2].requires:1: "englisch" — did you mean "english"?',
  )
})

test('attributes of a caller: numbers, truths, durations and texts; what is missing is 0, false, or no text', () => {
  const caller = new Attributes({
    'caller.arpu': 'number',
    'caller.vip': 'truth',
    'caller.since': 'duration',
    'caller.language': ['english', 'mandarin', 'cantonese'],
  })
  const holds = compileExpression(
    'caller.language in (mandarin, cantonese) and (caller.vip or caller.arpu >= 200) and caller.since < 1h',
    caller.vocabulary,
  )
  expect(holds(caller.record({ 'caller.language': 'cantonese', 'caller.vip': true }))).toBe(true)
  expect(holds(caller.record({ 'caller.language': 'mandarin', 'caller.arpu': 200, 'caller.since': 3_599_999 }))).toBe(
    true,
  )
  expect(holds(caller.record({ 'caller.language': 'klingon', 'caller.vip': true }))).toBe(false)
  expect(holds(caller.record({}))).toBe(false)
  expect(compileExpression('caller.language != english', caller.vocabulary)(caller.record({}))).toBe(true)
  expect(() => caller.record({ 'caller.vpi': true }, 'offer.attributes')).toThrow(
    'offer.attributes.caller.vpi: "caller.vpi" — did you mean "caller.vip"?',
  )
  expect(() => caller.record({ 'caller.vip': 1 })).toThrow('a boolean: it is a truth')
})
