import { readNameAddress, readUri } from '@strowger/core/sip'
import { endpoint, voiceAt } from './endpoint.ts'
import { type LiveHost, PASSWORD, pause, PROBE } from './live-host.ts'
import { freePort } from './program.ts'
import { registerPhones } from './register-phones.ts'

/** What probes found. */
export interface Probed {
  /** From a caller's INVITE to that at the phone of an agent who is idle, ms, ascending: the network and both ends are in it. */
  readonly offeredMs: readonly number[]
  /** Probes that never reached the phone. */
  readonly lost: number
}

/**
 * Calls an agent who is always idle, again and again, from this process to this process, while the host is under load: what a call waits for only
 * because the host is busy. Each probe is over before the next.
 */
export async function probe(host: LiveHost, everyMs: number, isOver: () => boolean): Promise<Probed> {
  const port = await freePort()
  await registerPhones([PROBE], PASSWORD, port, host.sipPort)
  await host.staff([PROBE])
  const offeredMs: number[] = []
  let [sentMs, lost] = [0, 0]
  let isOffered = false
  const phone = await endpoint(
    (event, sip) => {
      if (event.kind !== 'incoming') return
      offeredMs.push(performance.now() - sentMs)
      isOffered = true
      sip.act((agent, nowMs) => agent.answer(event.call, voiceAt(61_000), nowMs))
    },
    { listen: [{ transport: 'udp', port }] },
  )
  const caller = await endpoint(() => undefined, { listen: [{ transport: 'udp', port: 0 }] })
  while (!isOver()) {
    isOffered = false
    sentMs = performance.now()
    const call = caller.sip.act((agent, nowMs) =>
      agent.invite(
        {
          target: readUri(`sip:10011@127.0.0.1:${host.sipPort}`)!,
          from: readNameAddress('<sip:probe@127.0.0.1>')!,
          to: readNameAddress(`<sip:10011@127.0.0.1:${host.sipPort}>`)!,
          peer: { transport: 'udp', address: '127.0.0.1', port: host.sipPort },
          offer: voiceAt(61_100),
        },
        nowMs,
      ),
    )
    await pause(everyMs)
    // A late one counts with how late it is; one that has not come after a second is lost.
    if (!isOffered) await pause(1000 - everyMs)
    if (!isOffered) lost += 1
    caller.sip.act((agent, nowMs) => agent.hangUp(call, nowMs))
    await pause(100)
    // Ends the after-call work of the probe; refused where there is none.
    await host.ask('end-wrap-up', { agent: PROBE }).catch(() => undefined)
  }
  caller.sip.close()
  phone.sip.close()
  return { offeredMs: offeredMs.sort((a, b) => a - b), lost }
}
