import type { Case } from './case.ts'

const KINDS = [0, 1, 2, 3, 4, 5]
const RERUN = 'ContactCenters 0.9.9, 7.8e6 calls'
/** Their errors are not given: those of the rows for two and six skills, of as many calls. */
const RERUN_LIKE = `${RERUN}, errors as of 2 and 6 skills`

/**
 * Six types of 1.4 calls a minute, 10 minutes each, 90 agents and 120 trunks, by skills per agent (R. Wallace & W. Whitt
 * 2005): a call goes to who has it first, then second, then otherwise, and an agent takes calls in the same order. Rerun
 * in ContactCenters, 7.8 million calls each.
 */
export function primaryAndSecondary(): Case[] {
  const between = (blocking: number, delay: number, answer: number, level: number): object => ({
    pblock: { value: blocking, plusMinus: 0.00023 },
    pwait_of_entered: { value: delay, plusMinus: 0.0052 },
    ASA: { value: answer, plusMinus: 0.012 },
    SL_entered: { value: level, plusMinus: 0.004 },
  })
  return [
    // Six M/M/15 that share the trunks have a product form. ContactCenters has blocking 0.03882 and ASA 2.459, which are not its.
    design(1, 'product form', { pblock: 0.0416587, pwait: 0.5496688, EW: 3.054324 }),
    design(2, RERUN, {
      pblock: { value: 0.0041, plusMinus: 0.00023 },
      pwait_of_entered: { value: 0.4267, plusMinus: 0.0049 },
      ASA: { value: 0.587, plusMinus: 0.012 },
    }),
    design(3, RERUN_LIKE, between(0.00364, 0.3933, 0.478, 0.7626)),
    design(4, RERUN_LIKE, between(0.00356, 0.385, 0.454, 0.7757)),
    design(5, RERUN_LIKE, between(0.0035, 0.3822, 0.447, 0.7799)),
    design(6, RERUN, {
      pblock: { value: 0.00362, plusMinus: 0.00022 },
      pwait_of_entered: { value: 0.3842, plusMinus: 0.0052 },
      ASA: { value: 0.455, plusMinus: 0.01 },
      SL_entered: { value: 0.7796, plusMinus: 0.004 },
    }),
  ]
}

function design(skills: number, source: string, expect: object): Case {
  const teams = teamsOf(skills)
  const name = (team: readonly number[]) => `g${team.join('')}`
  const named = (list: readonly number[]) => list.map((kind) => `t${kind}`)
  const nonEmpty = (tiers: string[][]) => tiers.filter(({ length }) => length > 0)
  return {
    id: `skills-${skills}`,
    model: 'scenario',
    unit: 'min',
    source,
    scenario: {
      strowger: 1,
      name: `${skills} of six skills`,
      run: { mode: 'steady', warmUp: '12h', duration: '200h' },
      serviceLevel: { threshold: '30s' },
      trunks: 120,
      types: Object.fromEntries(
        KINDS.map((kind) => [
          `t${kind}`,
          {
            arrivals: { perHour: 84 },
            handlingTime: { distribution: 'exponential', mean: '10m' },
            patience: 'never',
          },
        ]),
      ),
      groups: Object.fromEntries(teams.map((team) => [name(team), { agents: 90 / teams.length }])),
      routing: {
        policy: 'ranked',
        agents: Object.fromEntries(
          KINDS.map((kind) => {
            const own = teams.filter(([first]) => first === kind)
            const seconds = teams.filter(([, second]) => second === kind)
            const others = teams.filter((team) => team.slice(2).includes(kind))
            return [`t${kind}`, nonEmpty([own.map(name), seconds.map(name), others.map(name)])]
          }),
        ),
        contacts: Object.fromEntries(
          teams.map((team) => [
            name(team),
            nonEmpty([named(team.slice(0, 1)), named(team.slice(1, 2)), named(team.slice(2))]),
          ]),
        ),
      },
    },
    expect,
  }
}

/**
 * Skills of the teams, first skill first. From two skills on there is a team of three agents for each pair of a first and
 * a second skill; further skills follow the second in a circle around which the first is left out, so that each is held
 * as often as any other.
 */
function teamsOf(skills: number): number[][] {
  return KINDS.flatMap((first) => {
    const others = KINDS.filter((kind) => kind !== first)
    if (skills === 1) return [[first]]
    return others.map((_, at) => {
      const further = Array.from({ length: skills - 1 }, (__, step) => others[(at + step) % others.length]!)
      return [first, ...further]
    })
  })
}
