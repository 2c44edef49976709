import type { CaseCommand } from './case-command.ts'
import type { CaseDesk } from './case-desk.ts'

/**
 * Does a command. Returns what the method of that name returns: an id, a count, or whether it came in time.
 *
 * @throws StrowgerError as the method does
 */
export function performCase(desk: CaseDesk, command: CaseCommand): number | boolean {
  const { atMs } = command
  switch (command.do) {
    case 'open':
      return desk.openCase(command, atMs)
    case 'move':
      return desk.move(command.case, command.node, atMs)
    case 'close':
      return desk.close(command.case, command.outcome, atMs)
    case 'order':
      return desk.sendOrder(command.case, command.to, command.withinMs, atMs)
    case 'order-done':
      return desk.orderDone(command.order, atMs)
    case 'call':
      return desk.call(command.caller, atMs)
    case 'advance':
      desk.advance(atMs)
      return true
  }
}
