import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { fileURLToPath } from 'node:url'
import { readWav } from '@strowger/core'
import { describe, expect, it } from 'vitest'
import { BaresipPhone } from './baresip.ts'
import { LiveHost, PASSWORD, pause } from './live-host.ts'
import { freePort, hasBaresip, hasSipp, needing, ON_A_REAL_MACHINE, scenario, sipp, sippScenario } from './program.ts'
import { registerPhones } from './register-phones.ts'
import { shareOfTone } from './tone.ts'

const captures = fileURLToPath(new URL('../../../../../../shared/data/rtp/', import.meta.url))
/** Digits as SIPp's package has them; the same one twice would be one that is sent again. */
const rating = '/usr/share/sip-tester/dtmf_2833_2.pcap'
const digit = `${captures}sipp-dtmf-2833-1.pcap`
const canRun = hasSipp && hasBaresip && existsSync(digit) && existsSync(rating) && userInfo().uid === 0

describe.skipIf(!canRun)(
  needing('a call through the house', canRun, 'sip-tester baresip-core, as root, with ../shared'),
  ON_A_REAL_MACHINE,
  () => {
    it('presses 1, waits, is answered, is transferred, hears the agent and is heard, rates, and is recorded', async () => {
      const host = await LiveHost.start({ agents: ['1001', '1002'], recording: true })
      const phone = await BaresipPhone.start({
        number: '1002',
        password: PASSWORD,
        registrarPort: host.sipPort,
        toneHz: 1000,
      })
      const transferring = await freePort()
      await registerPhones(['1001'], PASSWORD, transferring, host.sipPort)
      const server = `127.0.0.1:${host.sipPort}`
      const first = sippScenario('agent-transfers', { to: '1002' }, [server, '-p', `${transferring}`, '-m', '1'])
      await host.staff(['1001'])
      await host.ask('sign-in', { agent: '1002' })
      const more = ['-key', 'digit', digit, '-key', 'rating', rating, '-mp', `${(await freePort()) & ~1}`, '-rtp_echo']
      const caller = sipp(['-sf', scenario('caller-through-the-house'), server, '-s', '10086', '-m', '1', ...more])
      const count = (kind: string) => host.decisions().filter((decision) => decision.kind === kind).length
      // The second agent gets ready only now, so that the first is the one who is offered the call.
      await host.until('the first agent talks', () => count('connected') === 1)
      await host.ask('ready', { agent: '1002' })
      await host.until('the second agent talks', () => count('transferred') === 1)
      await pause(5000)
      await host.ask('release', { agent: '1002' })
      const { code, output } = await caller.ended
      expect(code, output.slice(-2500)).toBe(0)
      const transfer = await first.ended
      expect(transfer.code, transfer.output.slice(-2500)).toBe(0)
      const phoneHeard = await phone.stop()
      await host.until('the recording is closed', () => host.recordings().length > 0)
      const decisions = host.decisions()
      const recordings = host.recordings().map((path) => readWav(readFileSync(path))!)
      await host.stop()

      expect(decisions.flatMap(({ kind, rating }) => (kind === 'rated' ? [rating] : []))).toEqual([2])
      expect(decisions.filter(({ kind }) => kind === 'transferred')).toHaveLength(1)
      // The caller's side sends back what it hears: so the agent's tone has gone to the caller and come back from there.
      expect(shareOfTone(phoneHeard.subarray(-16_000, -4000), 1000)).toBeGreaterThan(0.5)
      const sides = recordings.map(({ samples }) => [0, 1].map((channel) => shareOfTone(side(samples, channel), 1000)))
      expect(sides.some((shares) => shares.every((share) => share > 0.3))).toBe(true)
    })
  },
)

function side(samples: Int16Array, channel: number): Int16Array {
  return samples.filter((_, at) => at % 2 === channel)
}
