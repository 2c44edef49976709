import type { AcdCommand, ContactSnapshot } from '@strowger/acd'
import type { Portrait } from './portrait.ts'
import { CONTACT, INTENTION, type Moment } from './small-world.ts'

/** What can come next: a command, or another configuration. */
export type Step = AcdCommand | { readonly do: 'swap' }

/** What agents and time do in the ordinary course of work: nobody goes home, gives up, or asks somebody else. */
const WORK: ReadonlySet<Step['do']> = new Set(['sign-in', 'ready', 'accept', 'release', 'end-wrap-up', 'advance'])

/** True for what agents and time do in the ordinary course of work. */
export function isWork(step: Step): boolean {
  return WORK.has(step.do)
}

/** Every step that can come, in an order that is the same for states with the same portrait. */
export function stepsFrom(moment: Moment, portrait: Portrait): Step[] {
  const { world, snapshot } = moment
  const atMs = snapshot.nowMs ?? 0
  const steps: Step[] = [{ do: 'advance', atMs: atMs + 1 }]
  if (world.configs.length > 1) steps.push({ do: 'swap' })
  if (snapshot.contacts.filter(({ leg }) => leg === null).length < world.contacts) {
    for (const type of world.offered ?? world.configs[0]!.types.keys()) steps.push({ do: 'offer', atMs, type })
  }
  for (const contact of portrait.contacts) addStepsOf(contact, portrait, atMs, steps)
  if (world.legs !== undefined) addConsultations(moment, portrait, world.legs, steps)
  for (const agent of portrait.agents) {
    const { intention, inHand } = snapshot.agents[agent]!
    if (intention === INTENTION.signedOut) steps.push({ do: 'sign-in', atMs, agent })
    else steps.push({ do: 'sign-out', atMs, agent })
    if (intention === INTENTION.notReady) steps.push({ do: 'ready', atMs, agent })
    if (intention === INTENTION.ready) steps.push({ do: 'not-ready', atMs, agent, reason: 'break' })
    for (const { id, state } of portrait.contacts) {
      if (state === CONTACT.wrapUp && inHand.includes(id)) steps.push({ do: 'end-wrap-up', atMs, agent, contact: id })
    }
  }
  return steps
}

function addStepsOf(contact: ContactSnapshot, { agents }: Portrait, atMs: number, steps: Step[]): void {
  const { id, state, round } = contact
  if (state === CONTACT.waiting || state === CONTACT.offered) steps.push({ do: 'abandon', atMs, contact: id })
  else if (state !== CONTACT.wrapUp) steps.push({ do: 'release', atMs, contact: id })
  if (state !== CONTACT.offered) return
  for (const agent of agents) {
    if (round === null ? contact.agent !== agent : !round.agents.includes(agent)) continue
    steps.push({ do: 'accept', atMs, contact: id, agent }, { do: 'decline', atMs, contact: id, agent })
  }
}

/** Each agent with a caller may ask every other and the first queue, and whoever is asked may take the caller or join. */
function addConsultations({ snapshot }: Moment, portrait: Portrait, most: number, steps: Step[]): void {
  const atMs = snapshot.nowMs ?? 0
  const legs = snapshot.contacts.filter(({ leg }) => leg !== null)
  for (const { id, state, leg } of portrait.contacts) {
    if (leg !== null || (state !== CONTACT.connected && state !== CONTACT.held)) continue
    const own = legs.filter((each) => each.leg!.parent === 1 && each.leg!.parentId === id)
    if (own.some((each) => each.leg!.role === 'consulting')) {
      for (const step of ['cancel-consult', 'complete-consult', 'conference'] as const) {
        steps.push({ do: step, atMs, contact: id })
      }
    } else if (legs.length < most) {
      steps.push({ do: 'consult-queue', atMs, contact: id, type: 0 })
      for (const agent of portrait.agents) steps.push({ do: 'consult-agent', atMs, contact: id, agent })
    }
    if (!own.some((each) => each.leg!.role === 'joined')) continue
    for (const agent of portrait.agents) steps.push({ do: 'leave-conference', atMs, contact: id, agent })
  }
}
