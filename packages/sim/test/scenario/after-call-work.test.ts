import { expect, test } from 'vitest'
import { loadText, mistakeOf } from './small-scenario.ts'

const text = (byType: string) => `strowger: 1
name: Work after a transfer
run: { duration: 1h }
types:
  call: { arrivals: { perHour: 10 }, handlingTime: 1m, afterCallWorkOnTransfer: true }
  mail: { arrivals: { perHour: 10 }, handlingTime: 1m }
groups:
  desk: { agents: 1 }
  others: { agents: 1, afterCallWorkByType: { ${byType}: 20s } }
`

test('work after a transfer must be somebody’s: of the type, or of a group for the type', () => {
  expect(loadText(text('call')).types[0]!.afterCallWorkOnTransfer).toBe(true)
  expect(mistakeOf(text('mail')).message).toBe(
    'day.yaml:5: types.call.afterCallWorkOnTransfer: there is no after-call work to do on a transfer; write afterCallWork, or remove it',
  )
})
