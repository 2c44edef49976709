import { describe, expect, test } from 'vitest'
import type { Law } from '../../src/index.ts'
import { seeded } from './bench-of-trials.ts'
import { clausesOf, impairments, passed, PRESET_CLAUSES } from './clauses.ts'

/** Trials per clause: all 800 for AT&T, whose clauses every other decoder is measured by; the longer sweep sets more. */
const TRIALS = Number(process.env['DTMF_TRIALS'] ?? 0)

describe.each(['mulaw', 'alaw'] as Law[])('ITU-T Q.24 through %s', (law) => {
  describe.each(PRESET_CLAUSES)('preset %s', (preset, clause) => {
    const trials = TRIALS || (preset === 'att' ? 800 : 40)
    const clauses = [...clausesOf(clause), ...(preset === 'att' || preset === 'default' ? impairments() : [])]
    test.each(clauses.map((each) => [each.name, each] as const))(`%s, ${trials} of ${trials}`, (_name, each) => {
      expect(passed(each, trials, law, { preset }, seeded(24))).toBe(trials)
    })
  })
})
