import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { LiveHost, PROBE, sippAgents, sippCallers } from './live-host.ts'
import { probe } from './probe.ts'

/*
 * The long load: `npm run study -- packages/sim/test/host/peers/load.study.ts`. Calls at STROWGER_LOAD_RATE a second (20) for
 * STROWGER_LOAD_SECONDS (300), each of them talking for STROWGER_LOAD_TALK (25 s), so that rate × talk of them are there at once, with
 * media on both legs, in STROWGER_LOAD_THREADS (2) threads of the host.
 */
const perSecond = Number(process.env['STROWGER_LOAD_RATE'] ?? 20)
const seconds = Number(process.env['STROWGER_LOAD_SECONDS'] ?? 300)
const talkS = Number(process.env['STROWGER_LOAD_TALK'] ?? 25)
const threads = Number(process.env['STROWGER_LOAD_THREADS'] ?? 2)

/** Seconds of processor that a process has used. */
function cpuSeconds(pid: number): number {
  const [hours = 0, minutes = 0, rest = 0] = execFileSync('ps', ['-o', 'cputime=', '-p', `${pid}`], {
    encoding: 'utf8',
  })
    .trim()
    .split(':')
    .map(Number)
  return 3600 * hours + 60 * minutes + rest
}

function megabytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024
}

describe('a host', () => {
  it(`takes ${perSecond} calls a second for ${seconds} s, ${perSecond * talkS} of them at once`, async () => {
    const calls = perSecond * seconds
    const agents = Array.from({ length: Math.ceil(perSecond * (talkS + 2) * 1.1) }, (_, at) => String(1001 + at))
    const host = await LiveHost.start({ agents: [...agents, PROBE], threads })
    try {
      const limitS = seconds + talkS + 60
      const phones = await sippAgents(host, agents, calls, talkS * 1000, limitS)
      await host.staff(agents)
      const before = cpuSeconds(host.pid)
      const startedMs = performance.now()
      const callers = sippCallers(host, calls, perSecond, 120_000, limitS)
      let isOver = false
      const most: number[] = []
      const watch = setInterval(() => {
        void host.metrics().then((metrics) => most.push(metrics.get('strowger_calls') ?? 0))
      }, 2000)
      const probing = probe(host, 400, () => isOver)
      const served = await callers.ended
      const elapsedS = (performance.now() - startedMs) / 1000
      const used = cpuSeconds(host.pid) - before
      const memory = megabytes(host.pid)
      isOver = true
      clearInterval(watch)
      const { offeredMs, lost } = await probing
      phones.stop()
      await phones.ended
      const metrics = await host.metrics()
      const of = (name: string) => metrics.get(`strowger_contacts_${name}_total{type="orders"}`) ?? NaN
      const quantile = (share: number) => (offeredMs[Math.floor(share * (offeredMs.length - 1))] ?? NaN).toFixed(2)
      process.stdout.write(
        [
          `calls ${calls}, ${perSecond} a second, most at once ${Math.max(...most)}, in ${elapsedS.toFixed(0)} s`,
          `offered ${of('offered')}, answered ${of('answered')}, handled ${of('handled')}, abandoned ${of('abandoned')}`,
          `offer latency ms: p50 ${quantile(0.5)}, p99 ${quantile(0.99)}, most ${quantile(1)}, of ${offeredMs.length} probes, ${lost} lost`,
          `host: ${((100 * used) / elapsedS).toFixed(0)} % of one core, ${memory.toFixed(0)} MB`,
          `SIPp exit ${served.code}`,
          ...[...metrics]
            .filter(([name]) => /media|rtp|unsend|malformed|overrun|late/.test(name))
            .map(([name, value]) => `${name} ${value}`),
          '',
        ].join('\n'),
      )
      expect(served.code, served.output.slice(-2500)).toBe(0)
      expect([of('offered'), of('answered'), of('abandoned'), lost]).toEqual([calls, calls, 0, 0])
    } finally {
      await host.stop()
    }
  })
})
