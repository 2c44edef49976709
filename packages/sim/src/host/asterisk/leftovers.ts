import { bridgesNamed, channelsOf } from './ari-event.ts'
import type { OrderedRequests } from './ordered-requests.ts'

/** Ends what stands in an application from before its connection stood, and is nobody's: channels, and bridges by the name of the application. */
export async function endLeftovers(
  requests: OrderedRequests,
  application: string,
  isOwn: (id: string) => boolean,
): Promise<void> {
  const [ofApplication, bridges] = await Promise.all([
    requests.send([], { method: 'GET', path: ['applications', application] }),
    requests.send([], { method: 'GET', path: ['bridges'] }),
  ])
  for (const id of channelsOf(ofApplication.body)) {
    if (!isOwn(id)) void requests.send([id], { method: 'DELETE', path: ['channels', id] })
  }
  for (const id of bridgesNamed(application, bridges.body)) {
    if (!isOwn(id)) void requests.send([id], { method: 'DELETE', path: ['bridges', id] })
  }
}
