import type { CallsTally } from '../run/dialling-tally.ts'
import type { Observation } from '../run/observation.ts'
import { summed } from '../run/summed.ts'
import type { CampaignSpec } from '../scenario/dialling-spec.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import { estimateRatio } from '../stats/estimate.ts'
import { type Line, linesOf, type TallyFigure } from './line.ts'
import { ofTypes, typesNamed } from './population.ts'

/** Callbacks of one contact type, or one campaign, with its figures. */
export interface CallsTable {
  /** Name of the type, or of the campaign. */
  readonly name: string
  readonly what: 'callback' | 'campaign'
  readonly label: Label
  readonly lines: readonly Line[]
}

type Figure = TallyFigure<CallsTally>

const DIALLED: readonly Figure[] = [
  { name: 'dials', label: { en: 'calls made', zh: '外呼次数' }, unit: 'contacts', over: ({ dials }) => dials },
  {
    name: 'dialsPerContact',
    label: { en: 'calls made ÷ contacts called', zh: '外呼次数 ÷ 已外呼客户数' },
    unit: 'calls',
    over: ({ dials }) => dials,
    under: ({ dialled }) => dialled,
  },
]

const GIVEN_UP: Figure = {
  name: 'expired',
  label: { en: 'given up', zh: '放弃联系' },
  unit: 'contacts',
  over: ({ expired }) => expired,
}

const CALLBACK: readonly Figure[] = [
  { name: 'offered', label: { en: 'asked', zh: '询问是否回呼' }, unit: 'contacts', over: ({ offered }) => offered },
  { name: 'accepted', label: { en: 'accepted', zh: '同意回呼' }, unit: 'contacts', over: ({ accepted }) => accepted },
  {
    name: 'promiseKept',
    label: { en: 'called within the promised time ÷ accepted', zh: '承诺时限内回呼率' },
    unit: 'share',
    over: ({ kept }) => kept,
    under: ({ accepted }) => accepted,
  },
  {
    name: 'waitToDialMs',
    label: { en: 'time from acceptance to the first call', zh: '同意至首次回呼的时间' },
    unit: 'ms',
    over: ({ waitToDialMs }) => waitToDialMs,
    under: ({ dialled }) => dialled,
  },
  ...DIALLED,
  {
    name: 'reachedShare',
    label: { en: 'reached ÷ accepted', zh: '回呼接通率' },
    unit: 'share',
    over: ({ bridged }) => bridged,
    under: ({ accepted }) => accepted,
  },
  GIVEN_UP,
]

const CAMPAIGN: readonly Figure[] = [
  { name: 'listed', label: { en: 'on the list', zh: '名单客户数' }, unit: 'contacts', over: ({ listed }) => listed },
  { name: 'dialled', label: { en: 'called', zh: '已外呼客户数' }, unit: 'contacts', over: ({ dialled }) => dialled },
  ...DIALLED,
  { name: 'busy', label: { en: 'busy', zh: '遇忙' }, unit: 'contacts', over: ({ busy }) => busy },
  { name: 'noAnswer', label: { en: 'no answer', zh: '无人接听' }, unit: 'contacts', over: ({ noAnswer }) => noAnswer },
  {
    name: 'machine',
    label: { en: 'answering machine', zh: '答录机' },
    unit: 'contacts',
    over: ({ machine }) => machine,
  },
  { name: 'reached', label: { en: 'reached', zh: '接通客户数' }, unit: 'contacts', over: ({ bridged }) => bridged },
  {
    name: 'rightParty',
    label: { en: 'of them, the right person', zh: '其中本人' },
    unit: 'contacts',
    over: ({ bridged, wrongParty }) => bridged - wrongParty,
  },
  {
    name: 'reachedShare',
    label: { en: 'reached ÷ on the list', zh: '名单接通率' },
    unit: 'share',
    over: ({ bridged }) => bridged,
    under: ({ listed }) => listed,
  },
  GIVEN_UP,
  {
    name: 'cameTooLate',
    label: { en: 'would have been listed after closing', zh: '营业结束后才到期' },
    unit: 'contacts',
    over: ({ cameTooLate }) => cameTooLate,
  },
]

const LET_GO: Figure = {
  name: 'abandonedShare',
  label: { en: 'answered and found no agent ÷ answered', zh: '外呼呼损率 (无座席 ÷ 应答)' },
  unit: 'share',
  over: ({ noAgent }) => noAgent,
  under: ({ bridged, noAgent }) => bridged + noAgent,
}

/** Callbacks by contact type as the scenario writes it, and campaigns; empty where nobody is ever called. */
export function callsAsked(scenario: Scenario, observations: readonly Observation[]): CallsTable[] {
  if (observations.every(({ calls }) => calls === undefined)) return []
  const bases = new Map(
    scenario.types.filter(({ callback }) => callback !== undefined).map((type) => [type.base, type]),
  )
  const callbacks = [...bases].map(([name, { label, split }]): CallsTable => {
    const tallies = talliesOf(observations, typesNamed(scenario, name))
    return { name, what: 'callback', label: split?.whole ?? label, lines: linesOf(CALLBACK, tallies) }
  })
  return [...callbacks, ...(scenario.campaigns ?? []).map((each) => campaignTable(each, scenario, observations))]
}

function campaignTable(
  { id, label, type, mode }: CampaignSpec,
  scenario: Scenario,
  observations: readonly Observation[],
): CallsTable {
  const types = typesNamed(scenario, type)
  const samples = ofTypes(observations, types)
  const filled = estimateRatio(
    samples.map(({ busyMs }) => busyMs),
    samples.map(({ staffedMs }) => staffedMs),
  )
  const figures = mode === 'predictive' ? [...CAMPAIGN, LET_GO] : CAMPAIGN
  const lines = linesOf(figures, talliesOf(observations, types))
  const own: Line = { name: 'agentsTime', label: AGENTS_TIME, unit: 'share', estimate: filled }
  return { name: id, what: 'campaign', label, lines: [...lines, own] }
}

const AGENTS_TIME: Label = {
  en: 'conversations and after-call work ÷ agents\u2019 time',
  zh: '通话与事后处理 ÷ 座席在线时间',
}

function talliesOf(observations: readonly Observation[], types: readonly number[]): CallsTally[] {
  return observations.map(({ calls = [] }) => summed(types.map((type) => calls[type]!)))
}
