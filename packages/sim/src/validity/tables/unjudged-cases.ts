import type { Case } from './case.ts'

/**
 * Published outputs whose models no scenario can say, or whose model as it is published gives something else: what is missing, as lines of the
 * suite. docs/validity.md says more.
 */
export const UNJUDGED_CASES: readonly Case[] = [
  {
    id: 'blend-msk',
    source: 'ContactCenters 0.9.9, mskBlendSim.xml',
    notJudged:
      'as its file says it, with the dialler of blend, 2.37 % give up and 94.3 % of the inbound are answered in 20 s, and 1.68 % and 94.8 % where only the blended team makes it dial; published are 1.938 % and 93.785 %: what the generic program does besides is not known',
  },
  {
    id: 'herzog',
    source: 'Herzog, shipped statistics',
    notJudged:
      'the files bring their parameters, but no scenario says exactly as many callers each day; and they do not say how patient who is passed on or calls again is',
  },
]
