import type { FlowAnswer } from '@strowger/acd'
import type { ServiceClient } from '../call/services.ts'

/** Longer answers are none. */
const MOST_BYTES = 65_536

/** Asks services by HTTP: POST of the question as JSON; the answer is `{"outcome": …, "attributes": {…}}`. */
export const httpServices: ServiceClient = async (service, question, limitMs) => {
  if (service === undefined) return undefined
  const { url, token } = service
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(Math.max(1, Math.min(limitMs, 600_000))),
      redirect: 'error',
    })
    const text = await response.text()
    return response.ok && text.length <= MOST_BYTES ? answerIn(text) : undefined
  } catch {
    return undefined
  }
}

function answerIn(text: string): FlowAnswer | undefined {
  const answer: unknown = JSON.parse(text)
  if (typeof answer !== 'object' || answer === null || !('outcome' in answer)) return undefined
  // What attributes are worth, the flow's own declarations say.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return typeof answer.outcome === 'string' ? (answer as FlowAnswer) : undefined
}
