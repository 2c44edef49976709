import { type AmdOptions, type CompleteAmdOptions, completeAmdOptions, StrowgerError } from '@strowger/core'
import { parseDuration } from '../../scenario/duration.ts'
import type { IssueList } from '../../scenario/issue.ts'
import type { AnswerConfig } from './host-config.ts'
import type { RawAnalysis, RawCampaignAnswers } from './raw-host.ts'

/** Settings of the analysis by their keys in the file. */
const DURATIONS = {
  initialSilence: 'initialSilenceMs',
  greeting: 'greetingMs',
  afterGreetingSilence: 'afterGreetingSilenceMs',
  totalAnalysisTime: 'totalAnalysisTimeMs',
  minimumWordLength: 'minimumWordLengthMs',
  betweenWordsSilence: 'betweenWordsSilenceMs',
  maximumWordLength: 'maximumWordLengthMs',
} as const satisfies Partial<Record<keyof RawAnalysis, keyof AmdOptions>>

/** What is done about machines that answer, by campaign. */
export function campaignAnswers(
  raw: Readonly<Record<string, RawCampaignAnswers>>,
  issues: IssueList,
): ReadonlyMap<string, AnswerConfig> {
  return new Map(
    Object.entries(raw).map(([name, { onMachine, onUnsure = 'human', analysis = {} }]) => [
      name,
      {
        message: onMachine === 'hang-up' ? undefined : onMachine.message,
        unsure: onUnsure,
        analysis: analysisOf(name, analysis, issues),
      },
    ]),
  )
}

function analysisOf(campaign: string, raw: RawAnalysis, issues: IssueList): CompleteAmdOptions {
  const { maximumNumberOfWords, silenceThreshold } = raw
  const durations = Object.entries(DURATIONS).flatMap(([key, option]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are those of the table
    const written = raw[key as keyof typeof DURATIONS]
    return written === undefined ? [] : [[option, written === 0 ? 0 : (parseDuration(written) ?? 0)] as const]
  })
  const options: AmdOptions = {
    ...Object.fromEntries(durations),
    ...(maximumNumberOfWords !== undefined && { maximumNumberOfWords }),
    ...(silenceThreshold !== undefined && { silenceThreshold }),
  }
  try {
    return completeAmdOptions(options)
  } catch (error) {
    if (!(error instanceof StrowgerError)) throw error
    const { path, value } = error
    const [key = path] = Object.entries(DURATIONS).find(([, option]) => option === path) ?? []
    issues.add(
      'out-of-range',
      ['campaigns', campaign, 'analysis', key],
      `${String(value)} ms is out of range`,
      'write 20ms to 60s',
    )
    return completeAmdOptions({})
  }
}
