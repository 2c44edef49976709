import type { HostClock } from '../clock/host-clock.ts'
import type { HostConfig } from '../config/host-config.ts'
import type { LiveDesk } from '../desk/live-desk.ts'
import type { HostLog } from '../log/host-log.ts'
import type { Agents } from '../phone/agents.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import type { Switch } from '../switch/switch.ts'
import type { AgentLines } from './agent-lines.ts'
import type { Callers } from './callers.ts'
import type { Contacts } from './contacts.ts'
import type { NumbersToCall } from './numbers-to-call.ts'
import type { OwnRefs } from './own-refs.ts'

/** What everybody at work in a host shares. */
export interface House {
  readonly desk: LiveDesk
  readonly exchange: Switch
  readonly clock: HostClock
  readonly agents: Agents
  readonly callers: Callers
  readonly contacts: Contacts
  readonly lines: AgentLines
  readonly numbers: NumbersToCall
  readonly refs: OwnRefs
  readonly log: HostLog
  /** As they are now: both may be replaced. */
  config: HostConfig
  plan: HostPlan
}
