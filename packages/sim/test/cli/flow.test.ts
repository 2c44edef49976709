import { expect, test } from 'vitest'
import { inProcess } from '../support/in-process.ts'
import { strowger, withFiles } from '../support/command.ts'

const IVR = `
timeZone: Asia/Shanghai
schedules:
  open: { weekly: { wed: [{ from: '08:00', to: '20:00' }] } }
attributes: { account: number }
numbers: { '10086': main }
prompts: { welcome: { durationMs: 4000 }, account: { durationMs: 2000 } }
flows:
  main:
    nodes:
      hours:
        do: branch
        cases: [{ when: open, next: welcome }]
        otherwise: { do: hang-up, reason: closed }
      welcome:
        do: menu
        prompt: welcome
        digits:
          '1': { do: collect, prompt: account, into: account, next: customer, onTimeout: desk, onWrong: desk }
          '0': desk
        onTimeout: desk
        onWrong: desk
      customer: { do: lookup, ask: customer, found: desk, notFound: desk, failed: desk }
      desk: { do: queue, type: orders, rules: [{ afterMs: 60000, next: { do: voicemail, box: orders } }] }
`
const OPEN = '2026-11-25T09:30+08:00'

test('a flow file is checked, and a call followed through it', async () => {
  await withFiles({ 'ivr.yaml': IVR }, (folder) => {
    const file = `${folder}/ivr.yaml`
    const plain = strowger(['flow', file])
    expect(plain).toMatchObject({ code: 0, stderr: '' })
    expect(plain.stdout).toMatch(/no mistakes[^]*main +10086 +7/)
    const call = ['--call', '10086', '--at', OPEN, '--press', '2:1 3:4711#', '--answers', 'customer=found']
    const { code, stdout } = strowger(['flow', file, ...call, '--json', '-'])
    expect(code).toBe(0)
    const { steps } = JSON.parse(stdout) as { steps: { atMs: number; what: string; detail: string }[] }
    expect(steps.map(({ atMs, what, detail }) => `${atMs} ${what} ${detail}`.trim())).toEqual([
      '0 entered',
      '0 play welcome',
      '2000 pressed 1',
      '2000 stop',
      '2000 play account',
      '3000 pressed 4',
      '3000 stop',
      '3300 pressed 7',
      '3600 pressed 1',
      '3900 pressed 1',
      '4200 pressed #',
      '4200 lookup customer',
      '4700 queue',
      '64700 stop',
      '64700 leave voicemail',
      '64700 voicemail orders',
      '184700 ended voicemail, by flow',
    ])
    expect(strowger(['flow', file, ...call, '--lang', 'zh']).stdout).toMatch(
      /没有错误[^]*呼叫 10086[^]*按键 +4[^]*排队[^]*语音留言/,
    )
    const closed = strowger(['flow', file, '--call', '10086', '--at', '2026-11-26T09:30+08:00'])
    expect(closed.stdout).toContain('closed, by flow')
  })
})

test('the example is without mistakes, and its manager and call-back are where its comments say', () => {
  const example = 'examples/flows/carrier.yaml'
  const call = ['flow', example, '--call', '10086', '--at', '2026-11-25T10:00+08:00', '--json', '-']
  const nodesOf = (more: readonly string[]): string[] => {
    const { code, stdout } = strowger([...call, ...more])
    expect(code).toBe(0)
    const { steps } = JSON.parse(stdout) as { steps: { what: string; node: string }[] }
    return steps.map(({ what, node }) => `${what} ${node}`)
  }
  const back = nodesOf(['--press', '2:0 130:1 131:03511234567#', '--answers', 'customer=not-found'])
  expect(back).toContain('call-back offer call back/1/next')
  expect(back.at(-1)).toBe('ended /callback')
  expect(nodesOf(['--press', '2:8', '--answers', 'customer=found'])).not.toContain('queue vip desk')
  expect(nodesOf(['--press', '2:0']).at(-1)).toBe('play keep waiting')
})

test.each([
  [IVR.replace("'0': desk", "'0': dsek"), [], 'flows.main.nodes.welcome.digits.0: "dsek" — did you mean "desk"?'],
  [IVR.replace('onTimeout: desk\n        onWrong', 'onTimeout: welcome\n        onWrong'), [], 'welcome → welcome'],
  ['types: 3', [], 'flows is missing'],
  [IVR, ['--call', '10086', '--press', 'x'], '--press: "x" — seconds and digits'],
  [IVR, ['--call', '10086', '--answers', 'customer'], '--answers: "customer"'],
  [IVR, ['--call', '10086', '--at', 'noon'], '--at: "noon"'],
  [IVR, ['--press', '1:1'], 'there is no call'],
])('a mistake is one line and exit code 2 (%#)', async (text, more, message) => {
  await withFiles({ 'ivr.yaml': text }, async (folder) => {
    const { code, stderr } = await inProcess(['flow', `${folder}/ivr.yaml`, ...more])
    expect(code).toBe(2)
    expect(stderr).toContain(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})
