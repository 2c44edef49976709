import type { FlowAnswer, RequestAction } from '@strowger/acd'
import type { ServiceConfig } from '../config/host-config.ts'
import type { Caller } from './callers.ts'
import type { House } from './house.ts'

/** What a service outside is asked. */
export interface ServiceQuestion {
  readonly kind: string
  readonly subject: string
  readonly caller: string
  readonly called: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/**
 * Asks a service; resolves to undefined when it cannot be reached or says nothing that can be used.
 *
 * @param service - as it is configured; undefined when it is not
 */
export type ServiceClient = (
  service: ServiceConfig | undefined,
  question: ServiceQuestion,
  limitMs: number,
) => Promise<FlowAnswer | undefined>

/** Look-ups and self-service of flows, asked of services outside. */
export class Services {
  readonly #house: House
  readonly #client: ServiceClient

  constructor(house: House, client: ServiceClient) {
    this.#house = house
    this.#client = client
  }

  /** A flow asks. */
  ask(caller: Caller, { kind, subject, request, session, limitMs }: RequestAction): void {
    const { config, desk, log } = this.#house
    const service = config.services.get(subject)
    const answer = (given: FlowAnswer | undefined) => {
      if (given === undefined) log.say('warn', 'service-failed', { subject, session })
      const known = given ?? { outcome: 'failed' }
      // An outcome that the node does not know would leave the caller waiting until the limit.
      const taken = desk.do({ do: 'answer', session, request, ...known })
      if (taken === false && known.outcome !== 'failed') desk.do({ do: 'answer', session, request, outcome: 'failed' })
    }
    const { number, called } = caller
    const attributes = desk.machine.attributesOf(session) ?? {}
    void this.#client(service, { kind, subject, caller: number, called, attributes }, limitMs).then(answer)
  }
}
