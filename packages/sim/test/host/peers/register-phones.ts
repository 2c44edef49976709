import { SipEndpoint } from '@strowger/core/edge'
import { DigestClient, readNameAddress, Registration } from '@strowger/core/sip'
import { hash } from './endpoint.ts'

/**
 * Registers phones at a port of the loopback with a registrar at another, and gives the port back: whoever binds it then is these phones. SIPp
 * itself has one set of credentials for all of its calls.
 */
export async function registerPhones(
  numbers: readonly string[],
  password: string,
  port: number,
  registrarPort: number,
): Promise<void> {
  const peer = { transport: 'udp', address: '127.0.0.1', port: registrarPort } as const
  const asked = new Map<number, Registration>()
  let serial = 0
  const token = () => `c${(serial += 1)}`
  const registrations = numbers.map((number) => {
    return new Registration({
      address: readNameAddress(`<sip:${number}@127.0.0.1>`)!,
      contact: readNameAddress(`<sip:${number}@127.0.0.1:${port}>`)!,
      callId: `${number}-${port}@phones`,
      tag: number,
      digest: new DigestClient({ hash, credentials: { user: number, password }, token }),
    })
  })
  const send = (registration: Registration) => {
    sip.act((agent, nowMs) => {
      const message = registration.next(nowMs)
      if (message !== undefined) asked.set(agent.request(message, peer, nowMs), registration)
    })
  }
  const sip = await SipEndpoint.open(
    { listen: [{ transport: 'udp', port }], rates: { perSecond: 1e5, burst: 1e5 } },
    {
      onEvent(event, nowMs) {
        if (event.kind !== 'response') return
        const registration = asked.get(event.id)!
        registration.receive(event.response, nowMs)
        send(registration)
      },
    },
  )
  try {
    for (const [at, registration] of registrations.entries()) {
      send(registration)
      // A few at a time: the registrar's socket is not flooded.
      if (at % 20 === 19) await pause(20)
    }
    const endMs = performance.now() + 10_000
    while (registrations.some(({ state }) => state !== 'registered')) {
      if (performance.now() > endMs) throw new Error('phones are not registered')
      await pause(10)
    }
  } finally {
    sip.close()
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
