type Case = Readonly<Record<string, unknown>>

/**
 * Published outputs whose models no scenario can say, or whose parameters are not known: what is missing, as lines of the
 * suite. docs/validity.md says more.
 */
export const UNJUDGED_CASES: readonly Case[] = [
  {
    id: 'blend',
    source: 'ContactCenters 0.9.9, 1000 days',
    notJudged:
      'the dialler calls twice as many numbers as blended agents are free, at the instants at which an agent of either team becomes free and four of both are; the engine dials whenever anything changes, by those who may take the call alone',
  },
  {
    id: 'blend-msk',
    source: 'ContactCenters 0.9.9, mskBlendSim.xml',
    notJudged: 'the dialler is that of blend, and who finds no agent is let go at once',
  },
  {
    id: 'callbacks',
    source: 'ContactCenters 0.9.9, vq2.xml, 150 days',
    notJudged:
      'who accepts is called when the wait predicted on arrival, less 20 s, has passed, joins the line anew, waits 1.7 times as patiently and talks for 0.75 of the time; here a caller keeps its place, an agent is taken before the call, and the conversation is as any other',
  },
  {
    id: 'herzog',
    source: 'Herzog, shipped statistics',
    notJudged: 'the parameters of the small and the medium model are not in the reference',
  },
]
