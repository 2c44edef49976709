import type { AgentGroupSpec } from '../scenario.ts'
import type { RawAgentGroup } from '../schema/agent-group.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'
import { isAlwaysZero, resolveDistribution } from './distribution.ts'
import { durationMs } from './time.ts'

/** What single agents of a group do beside answering; `path` is the group's. */
export function resolveAgents(
  raw: RawAgentGroup,
  path: Path,
  context: Context,
): Pick<AgentGroupSpec, 'absence' | 'breakOverrun' | 'lateness' | 'learning' | 'offPhone' | 'speedCv' | 'staffing'> {
  const { absence, lateness, breakOverrun, offPhone, speedCv, learning, staffing } = raw
  for (const key of ['absence', 'lateness', 'breakOverrun'] as const) {
    if (raw[key] === undefined || raw.shifts !== undefined) continue
    const problem = `${key} has no meaning without shifts`
    context.issues.add('conflicting-keys', [...path, key], problem, 'write shifts, or remove it')
  }
  const law = (key: 'breakOverrun' | 'lateness', value: NonNullable<typeof lateness>) =>
    resolveDistribution(value, [...path, key], context)
  return {
    ...(staffing !== undefined && {
      staffing: {
        intervalMs: durationMs(staffing.interval),
        agents: staffing.agents,
        ...(staffing.leaving === 'chosen' && { leaving: 'chosen' }),
      },
    }),
    ...(absence !== undefined && { absence }),
    ...(lateness !== undefined && { lateness: law('lateness', lateness) }),
    ...(breakOverrun !== undefined && { breakOverrun: law('breakOverrun', breakOverrun) }),
    ...(offPhone !== undefined && { offPhone: resolveOffPhone(offPhone, [...path, 'offPhone'], context) }),
    ...(speedCv !== undefined && { speedCv }),
    ...(learning !== undefined && { learning: { ...learning, practised: learning.practised ?? 0 } }),
  }
}

function resolveOffPhone(
  raw: NonNullable<RawAgentGroup['offPhone']>,
  path: Path,
  context: Context,
): NonNullable<AgentGroupSpec['offPhone']> {
  const length = resolveDistribution(raw.for, [...path, 'for'], context)
  if (isAlwaysZero(length)) {
    const problem = 'absences without length cannot make up a share of the time'
    context.issues.add('out-of-range', [...path, 'for'], problem, 'write a time above 0, such as "15m"')
  }
  return { share: raw.share, length }
}
