import type { AcdCommand } from '@strowger/acd'
import type { Command, World } from './random-exchange.ts'
import type { ReferenceEngine } from './reference/reference-engine.ts'

/** The engine's commands that a random command stands for, now. `ids` are those of all contacts so far. */
export function commandsOf(command: Command, atMs: number, ids: readonly number[], world: World): AcdCommand[] {
  const agents = world.agents.length
  const picked = (pick: number) => ids[pick % Math.max(1, ids.length)] ?? 0
  switch (command.do) {
    case 'offer': {
      const { type, priority, headStartMs, preferred, exclude } = command
      return [
        {
          do: 'offer',
          atMs,
          type,
          ref: ids.length,
          ...(priority === undefined ? {} : { priority }),
          ...(headStartMs === undefined ? {} : { headStartMs }),
          ...(preferred === undefined
            ? {}
            : { preferred: { agent: preferred.agent % agents, forMs: preferred.forMs } }),
          ...(exclude === undefined ? {} : { exclude: exclude.map((agent) => agent % agents) }),
        },
      ]
    }
    case 'abandon':
    case 'release':
    case 'hold':
    case 'resume':
    case 'force-release':
      return [{ do: command.do, atMs, contact: picked(command.contact) }]
    case 'transfer-out':
    case 'divert':
      return [{ do: command.do, atMs, contact: picked(command.contact), reason: 'voicemail' }]
    case 'cancel-consult':
    case 'complete-consult':
    case 'conference': {
      // Few contacts have a consultation: each is tried.
      const { do: name } = command
      return ids.map((contact) => ({ do: name, atMs, contact }))
    }
    case 'consult-outside':
      return [{ do: 'consult-outside', atMs, contact: picked(command.contact), outside: 'partner' }]
    case 'exclude':
    case 'transfer-to-agent':
    case 'intercept':
    case 'listen':
    case 'whisper':
    case 'barge-in':
    case 'stop-listening':
      return [{ do: command.do, atMs, contact: picked(command.contact), agent: command.agent % agents }]
    case 'consult-queue':
    case 'transfer': {
      const { type = 0, priority } = command
      const to = { type, ...(priority === undefined ? {} : { priority }) }
      return [{ do: command.do, atMs, contact: picked(command.contact), ...to }]
    }
    case 'move': {
      const { type, priority } = command
      const to = { ...(type === undefined ? {} : { type }), ...(priority === undefined ? {} : { priority }) }
      return [{ do: 'move', atMs, contact: picked(command.contact), ...to }]
    }
    case 'consult-agent':
    case 'leave-conference':
    case 'accept':
    case 'decline':
      // Every contact is tried: at most one is offered to the agent, the others are commands that come too late.
      return ids.map((contact) => ({ do: command.do, atMs, contact, agent: command.agent % agents }))
    case 'not-ready':
    case 'force-not-ready':
      return [{ do: command.do, atMs, agent: command.agent % agents, reason: 'break' }]
    case 'extend-wrap-up':
      return [{ do: 'extend-wrap-up', atMs, agent: command.agent % agents, byMs: 3 }]
    case 'set-skills': {
      const { skills } = command
      return [{ do: 'set-skills', atMs, agent: command.agent % agents, ...(skills === undefined ? {} : { skills }) }]
    }
    case 'sign-in':
    case 'sign-out':
    case 'ready':
    case 'unreachable':
    case 'reachable':
    case 'remove-agent':
    case 'end-wrap-up':
    case 'force-sign-out':
    case 'force-ready':
      return [{ do: command.do, atMs, agent: command.agent % agents }]
    case 'advance':
      return [{ do: 'advance', atMs }]
  }
}

/** How a world starts: agents are added, and everyone is at work; a floor that is empty most of the time tests little. */
export function openingOf(world: World): AcdCommand[] {
  const add = world.agents.map(({ group, skills, capacity }): AcdCommand => ({
    do: 'add-agent',
    atMs: 0,
    group,
    ...(skills === undefined ? {} : { skills }),
    ...(capacity === undefined ? {} : { capacity }),
  }))
  const begin = world.agents.flatMap((_, agent): AcdCommand[] => [
    { do: 'sign-in', atMs: 0, agent },
    { do: 'ready', atMs: 0, agent },
  ])
  return [...add, ...begin]
}

/** Does a command on the reference, and what its rules make of it. */
export function performOnReference(reference: ReferenceEngine, command: AcdCommand): number | boolean {
  const result = performed(reference, command)
  reference.askRules()
  return result
}

function performed(reference: ReferenceEngine, command: AcdCommand): number | boolean {
  const { atMs } = command
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the default says so
  switch (command.do) {
    case 'offer':
      return reference.offer(command, atMs)
    case 'abandon':
      return reference.abandon(command.contact, atMs)
    case 'accept':
      return reference.accept(command.contact, command.agent, atMs)
    case 'decline':
      return reference.decline(command.contact, command.agent, atMs)
    case 'release':
      return reference.release(command.contact, atMs)
    case 'force-release':
      return reference.forceRelease(command.contact, atMs, command.by)
    case 'consult-agent':
      return reference.consultAgent(command.contact, command.agent, atMs)
    case 'consult-queue':
      return reference.consultQueue(command.contact, command.type, atMs, command.priority)
    case 'consult-outside':
      return reference.consultOutside(command.contact, command.outside, atMs)
    case 'cancel-consult':
      return reference.cancelConsult(command.contact, atMs)
    case 'complete-consult':
      return reference.completeConsult(command.contact, atMs)
    case 'conference':
      return reference.conference(command.contact, atMs)
    case 'leave-conference':
      return reference.leaveConference(command.contact, command.agent, atMs)
    case 'listen':
    case 'whisper':
    case 'barge-in':
      return reference.monitor(command.contact, command.agent, command.do, atMs)
    case 'stop-listening':
      return reference.stopListening(command.contact, command.agent, atMs)
    case 'hold':
      return reference.hold(command.contact, atMs)
    case 'resume':
      return reference.resume(command.contact, atMs)
    case 'transfer':
      return reference.transfer(command.contact, command.type, atMs, command.priority)
    case 'intercept':
      return reference.intercept(command.contact, command.agent, atMs)
    case 'transfer-to-agent':
      return reference.handOver(command.contact, command.agent, atMs)
    case 'transfer-out':
      return reference.transferOut(command.contact, command.reason, atMs)
    case 'divert':
      return reference.divert(command.contact, command.reason, atMs)
    case 'move':
      return reference.move(command.contact, command, atMs)
    case 'exclude':
      return reference.exclude(command.contact, command.agent, atMs)
    case 'extend-wrap-up':
      return reference.extendWrapUp(command.agent, command.byMs, atMs, command.contact)
    case 'add-agent':
      return reference.addAgent(command.group, command.skills, command.capacity)
    case 'sign-in':
      return reference.signIn(command.agent, atMs)
    case 'sign-out':
      return reference.signOut(command.agent, atMs)
    case 'ready':
      return reference.ready(command.agent, atMs)
    case 'not-ready':
      return reference.notReady(command.agent, command.reason, atMs)
    case 'end-wrap-up':
      return reference.endWrapUp(command.agent, atMs, command.contact)
    case 'unreachable':
      return reference.unreachable(command.agent, atMs)
    case 'reachable':
      return reference.reachable(command.agent, atMs)
    case 'set-skills':
      reference.setSkills(command.agent, command.skills, atMs)
      return true
    case 'remove-agent':
      return reference.removeAgent(command.agent, atMs)
    case 'force-sign-out':
      return reference.forceSignOut(command.agent, atMs, command.by)
    case 'force-not-ready':
      return reference.forceNotReady(command.agent, command.reason, atMs, command.by)
    case 'force-ready':
      return reference.forceReady(command.agent, atMs, command.by)
    case 'advance':
      reference.advance(atMs)
      return true
    default:
      throw new Error(`the reference knows no ${command.do}`)
  }
}
