import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { tryConfig } from '../../../src/host/config/try-config.ts'
import { openHost } from '../../../src/host/edge/open-host.ts'
import { loadScenario } from '../../../src/scenario/load.ts'
import { sourcesOf } from '../support/small-house.ts'
import { freePort, hasSipp, needing, ON_A_REAL_MACHINE, sippScenario } from './program.ts'

const SCENARIO = `
strowger: 1
name: Registered
run: { startsAt: '09:00', duration: 1h, replications: 1, seed: 1 }
types: { orders: { arrivals: { perHour: 10 }, handlingTime: 30s } }
groups: { front: { agents: 1 } }
`

/** A host that registers with a carrier by name; what its log says of that. */
async function registering(carrierPort: number, sipPort: number, password: string) {
  const data = mkdtempSync(join(tmpdir(), 'strowger-trunk-'))
  const sources = sourcesOf(SCENARIO)
  const usual = tryConfig(
    loadScenario('scenario.yaml', { read: () => SCENARIO, resolve: (_, name) => name }),
    sipPort,
    data,
  )
  const to = `sip:localhost:${carrierPort}`
  const config = { ...usual, trunks: [{ ...usual.trunks[0]!, to, user: 'office', password, register: true }] }
  const said: string[] = []
  const opened = await openHost({
    read: () => ({ sources, config }),
    writeLog: (line) => {
      const { event, registration } = JSON.parse(line) as { event: string; registration?: string }
      if (event === 'trunk') said.push(registration ?? '')
    },
  })
  return {
    said,
    close: async () => {
      await opened.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

describe('a trunk that wants to know where the host is', ON_A_REAL_MACHINE, () => {
  it.skipIf(!hasSipp).each([
    ['correct horse', 'registered'],
    ['another horse', 'refused'],
  ])(needing('SIPp checks the password %s: %s', hasSipp, 'sip-tester'), async (password, state) => {
    const [carrierPort, sipPort] = [await freePort(), await freePort()]
    const values = { user: 'office', password: 'correct horse', port: sipPort }
    const carrier = sippScenario('registrar', values, ['-p', `${carrierPort}`, '-m', '1'])
    const { said, close } = await registering(carrierPort, sipPort, password)
    await vi.waitFor(() => expect(said).toEqual([state]), { timeout: 10_000 })
    expect((await carrier.ended).code).toBe(0)
    await close()
  })
})
