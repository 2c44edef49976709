import type { AcdEngine } from '../engine/engine.ts'
import { type ConfigReader, plainConfig } from '../journal/config-data.ts'
import type { AcdCommand } from './command.ts'

/**
 * Does a command. Returns what the method of that name returns: a contact's id, an agent's number, or whether the
 * command came in time.
 *
 * @param configOf - makes the configurations of `reconfigure`; needed where they describe policies or estimators
 * @throws StrowgerError as the method does
 */
export function perform(
  engine: AcdEngine,
  command: AcdCommand,
  configOf: ConfigReader = plainConfig,
): number | boolean {
  const { calls, consults, staff, supervisor, dialling } = engine
  const { atMs } = command
  switch (command.do) {
    case 'offer':
      return engine.offer(command, atMs)
    case 'abandon':
      return engine.abandon(command.contact, atMs)
    case 'accept':
      return engine.accept(command.contact, command.agent, atMs)
    case 'decline':
      return engine.decline(command.contact, command.agent, atMs)
    case 'release':
      return engine.release(command.contact, atMs)
    case 'hold':
      return calls.hold(command.contact, atMs)
    case 'resume':
      return calls.resume(command.contact, atMs)
    case 'transfer':
      return calls.transfer(command.contact, command.type, atMs, command.priority)
    case 'transfer-to-agent':
      return calls.transferToAgent(command.contact, command.agent, atMs)
    case 'transfer-out':
      return calls.transferOut(command.contact, command.reason, atMs)
    case 'divert':
      return calls.divert(command.contact, command.reason, atMs)
    case 'move':
      return calls.move(command.contact, command, atMs)
    case 'exclude':
      return calls.exclude(command.contact, command.agent, atMs)
    case 'extend-wrap-up':
      return calls.extendWrapUp(command.agent, command.byMs, atMs, command.contact)
    case 'add-agent':
      engine.advance(atMs)
      return engine.addAgent(command)
    case 'sign-in':
      return engine.signIn(command.agent, atMs)
    case 'sign-out':
      return engine.signOut(command.agent, atMs)
    case 'ready':
      return engine.ready(command.agent, atMs)
    case 'not-ready':
      return engine.notReady(command.agent, command.reason, atMs)
    case 'unreachable':
      return staff.unreachable(command.agent, atMs)
    case 'reachable':
      return staff.reachable(command.agent, atMs)
    case 'set-skills':
      staff.setSkills(command.agent, command.skills, atMs)
      return true
    case 'remove-agent':
      return staff.remove(command.agent, atMs)
    case 'end-wrap-up':
      return engine.endWrapUp(command.agent, atMs, command.contact)
    case 'force-sign-out':
      return supervisor.forceSignOut(command.agent, atMs, command.by)
    case 'force-not-ready':
      return supervisor.forceNotReady(command.agent, command.reason, atMs, command.by)
    case 'force-ready':
      return supervisor.forceReady(command.agent, atMs, command.by)
    case 'force-release':
      return supervisor.forceRelease(command.contact, atMs, command.by)
    case 'intercept':
      return supervisor.intercept(command.contact, command.agent, atMs)
    case 'accept-callback':
      return dialling.acceptCallback(command.contact, atMs)
    case 'dial-answered':
      return dialling.answered(command.contact, atMs)
    case 'dial-failed':
      return dialling.failed(command.contact, command.reason, atMs)
    case 'cancel-dial':
      return dialling.cancel(command.contact, atMs)
    case 'list':
      return dialling.list(command, atMs)
    case 'reconfigure':
      engine.reconfigure(configOf(command.config), atMs)
      return true
    case 'consult-agent':
      return consults.begin(command.contact, { agent: command.agent }, atMs) ?? false
    case 'consult-queue': {
      const { type, priority } = command
      return consults.begin(command.contact, priority === undefined ? { type } : { type, priority }, atMs) ?? false
    }
    case 'consult-outside':
      return consults.begin(command.contact, { outside: command.outside }, atMs) ?? false
    case 'cancel-consult':
      return consults.cancel(command.contact, atMs)
    case 'complete-consult':
      return consults.complete(command.contact, atMs)
    case 'conference':
      return consults.conference(command.contact, atMs)
    case 'leave-conference':
      return consults.leave(command.contact, command.agent, atMs)
    case 'listen':
      return supervisor.listen(command.contact, command.agent, atMs)
    case 'whisper':
      return supervisor.whisper(command.contact, command.agent, atMs)
    case 'barge-in':
      return supervisor.bargeIn(command.contact, command.agent, atMs)
    case 'stop-listening':
      return supervisor.stopListening(command.contact, command.agent, atMs)
    case 'advance':
      engine.advance(atMs)
      return true
  }
}
