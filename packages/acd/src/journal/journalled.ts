import type { AcdCommand } from '../command/command.ts'
import type { AcdConfig } from '../config/config.ts'
import { type EngineConfigData, plainData } from './config-data.ts'
import type { AcdEngine } from '../engine/engine.ts'
import type { CallDesk } from '../engine/call-desk.ts'
import type { ConsultDesk } from '../engine/consult-desk.ts'
import type { StaffDesk } from '../engine/staff-desk.ts'
import type { SupervisorDesk } from '../engine/supervisor-desk.ts'
import type { DialDesk } from '../outbound/dial-desk.ts'

/** Methods that are commands, each with the command that it is. */
type Commands<T> = {
  readonly [K in keyof T]?: T[K] extends (...args: infer A) => unknown ? (...args: A) => AcdCommand : never
}

const ENGINE: Commands<AcdEngine> = {
  offer: (contact, atMs) => ({ do: 'offer', ...contact, atMs }),
  abandon: (contact, atMs) => ({ do: 'abandon', contact, atMs }),
  accept: (contact, agent, atMs) => ({ do: 'accept', contact, agent, atMs }),
  decline: (contact, agent, atMs) => ({ do: 'decline', contact, agent, atMs }),
  release: (contact, atMs) => ({ do: 'release', contact, atMs }),
  endWrapUp: (agent, atMs, contact) => ({ do: 'end-wrap-up', agent, ...(contact !== undefined && { contact }), atMs }),
  signIn: (agent, atMs) => ({ do: 'sign-in', agent, atMs }),
  signOut: (agent, atMs) => ({ do: 'sign-out', agent, atMs }),
  ready: (agent, atMs) => ({ do: 'ready', agent, atMs }),
  notReady: (agent, reason, atMs) => ({ do: 'not-ready', agent, reason, atMs }),
  advance: (atMs) => ({ do: 'advance', atMs }),
}

const CALLS: Commands<CallDesk> = {
  hold: (contact, atMs) => ({ do: 'hold', contact, atMs }),
  resume: (contact, atMs) => ({ do: 'resume', contact, atMs }),
  transfer: (contact, type, atMs, priority) => ({
    do: 'transfer',
    contact,
    type,
    ...(priority !== undefined && { priority }),
    atMs,
  }),
  transferToAgent: (contact, agent, atMs) => ({ do: 'transfer-to-agent', contact, agent, atMs }),
  transferOut: (contact, reason, atMs) => ({ do: 'transfer-out', contact, reason, atMs }),
  move: (contact, to, atMs) => ({ do: 'move', contact, ...to, atMs }),
  divert: (contact, reason, atMs) => ({ do: 'divert', contact, reason, atMs }),
  exclude: (contact, agent, atMs) => ({ do: 'exclude', contact, agent, atMs }),
  extendWrapUp: (agent, byMs, atMs, contact) => ({
    do: 'extend-wrap-up',
    agent,
    byMs,
    ...(contact !== undefined && { contact }),
    atMs,
  }),
}

const CONSULTS: Commands<ConsultDesk> = {
  begin: (contact, whom, atMs) => {
    if ('agent' in whom) return { do: 'consult-agent', contact, agent: whom.agent, atMs }
    if ('type' in whom) return { do: 'consult-queue', contact, ...whom, atMs }
    return { do: 'consult-outside', contact, outside: whom.outside, atMs }
  },
  cancel: (contact, atMs) => ({ do: 'cancel-consult', contact, atMs }),
  complete: (contact, atMs) => ({ do: 'complete-consult', contact, atMs }),
  conference: (contact, atMs) => ({ do: 'conference', contact, atMs }),
  leave: (contact, agent, atMs) => ({ do: 'leave-conference', contact, agent, atMs }),
}

const STAFF: Commands<StaffDesk> = {
  unreachable: (agent, atMs) => ({ do: 'unreachable', agent, atMs }),
  reachable: (agent, atMs) => ({ do: 'reachable', agent, atMs }),
  setSkills: (agent, skills, atMs) => ({ do: 'set-skills', agent, ...(skills !== undefined && { skills }), atMs }),
  remove: (agent, atMs) => ({ do: 'remove-agent', agent, atMs }),
}

const by = (supervisor: number | undefined): { readonly by?: number } =>
  supervisor === undefined ? {} : { by: supervisor }

const SUPERVISOR: Commands<SupervisorDesk> = {
  forceSignOut: (agent, atMs, who) => ({ do: 'force-sign-out', agent, ...by(who), atMs }),
  forceNotReady: (agent, reason, atMs, who) => ({ do: 'force-not-ready', agent, reason, ...by(who), atMs }),
  forceReady: (agent, atMs, who) => ({ do: 'force-ready', agent, ...by(who), atMs }),
  forceRelease: (contact, atMs, who) => ({ do: 'force-release', contact, ...by(who), atMs }),
  intercept: (contact, agent, atMs) => ({ do: 'intercept', contact, agent, atMs }),
  listen: (contact, agent, atMs) => ({ do: 'listen', contact, agent, atMs }),
  whisper: (contact, agent, atMs) => ({ do: 'whisper', contact, agent, atMs }),
  bargeIn: (contact, agent, atMs) => ({ do: 'barge-in', contact, agent, atMs }),
  stopListening: (contact, agent, atMs) => ({ do: 'stop-listening', contact, agent, atMs }),
}

const DIALLING: Commands<DialDesk> = {
  acceptCallback: (contact, atMs) => ({ do: 'accept-callback', contact, atMs }),
  answered: (contact, atMs) => ({ do: 'dial-answered', contact, atMs }),
  failed: (contact, reason, atMs) => ({ do: 'dial-failed', contact, reason, atMs }),
  cancel: (contact, atMs) => ({ do: 'cancel-dial', contact, atMs }),
  list: (contact, atMs) => ({ do: 'list', ...contact, atMs }),
}

/** How commands are written down. */
export interface JournalledOptions {
  /** The time at which agents were introduced before the engine knew any. Default 0. */
  readonly startMs?: number
  /** Describes a new configuration; needed where it has a policy or an estimator. Default: {@link plainData}. */
  readonly dataOf?: (config: AcdConfig) => EngineConfigData
}

/**
 * The same engine, which tells each command that it is given before it does it: written with `journalLine` behind the head,
 * they are its journal. What is done again with `perform` gives the same events.
 *
 * Every call of a method goes through a proxy: for hosts that command an engine by its methods and not by `perform`, not
 * for the fastest of loops.
 */
export function journalled(
  engine: AcdEngine,
  write: (command: AcdCommand) => void,
  { startMs = 0, dataOf = plainData }: JournalledOptions = {},
): AcdEngine {
  const commands: Commands<AcdEngine> = {
    ...ENGINE,
    addAgent: (agent) => ({ do: 'add-agent', ...agent, atMs: Math.max(engine.nowMs, startMs) }),
    reconfigure: (config, atMs) => ({ do: 'reconfigure', config: dataOf(config), atMs }),
  }
  return telling(engine, commands, write, {
    calls: telling(engine.calls, CALLS, write),
    consults: telling(engine.consults, CONSULTS, write),
    staff: telling(engine.staff, STAFF, write),
    supervisor: telling(engine.supervisor, SUPERVISOR, write),
    dialling: telling(engine.dialling, DIALLING, write),
  })
}

/** Methods run on the object itself: what it does of its own accord is no command. */
function telling<T extends object>(
  target: T,
  commands: Commands<T>,
  write: (command: AcdCommand) => void,
  desks: Readonly<Record<string, unknown>> = {},
): T {
  const known = new Map<PropertyKey, unknown>(Object.entries(desks))
  return new Proxy(target, {
    get: (_, key) => {
      if (known.has(key)) return known.get(key)
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the keys of T by their type
      const commandOf: ((...args: never[]) => AcdCommand) | undefined = commands[key as keyof T]
      const method = (...args: unknown[]): unknown => {
        if (commandOf !== undefined) write(Reflect.apply(commandOf, undefined, args))
        return Reflect.apply(value, target, args)
      }
      known.set(key, method)
      return method
    },
  })
}
