import type { Leg } from '../contact/legs.ts'
import { ContactState, Line, NONE } from '../contact/contact-table.ts'
import type { Floor } from '../engine/floor.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { listOf } from '../queue/waiting-lists.ts'
import { reserveNames } from './take.ts'
import type { AgentSnapshot, CampaignSnapshot, ContactSnapshot, DialSnapshot, EngineSnapshot } from './snapshot.ts'

/**
 * Fills an empty floor from a snapshot.
 *
 * @throws StrowgerError `snapshot` when it is of another version, or of a configuration with other types or groups
 */
export function restoreSnapshot(floor: Floor, snapshot: EngineSnapshot): void {
  checkFits(floor, snapshot)
  floor.nowMs = snapshot.nowMs ?? -Infinity
  floor.contacts.reserve(snapshot.capacity)
  floor.deadlines.grow(2 * floor.contacts.capacity)
  floor.watch?.deadlines.grow(2 * floor.contacts.capacity)
  for (const name of snapshot.openReserves) openReserve(floor, name)
  for (const agent of snapshot.agents) restoreAgent(floor, agent)
  for (const contact of snapshot.contacts) restoreContact(floor, contact)
  for (const { id, leg } of snapshot.contacts) if (leg !== null) restoreLeg(floor, id, leg)
  for (const [agent, { ringing, inHand }] of snapshot.agents.entries()) {
    floor.agents.ringing[agent] = ringing === 0 ? NONE : floor.contacts.slotOf(ringing)
    for (const id of inHand) floor.hands.take(floor.contacts.slotOf(id), agent)
    // More than its capacity allows may be in hand under a new configuration: then somebody has to look.
    if (inHand.length > 1) floor.agents.several[agent] = 1
    floor.availability.show(agent, true, floor.nowMs)
  }
  const estimator = floor.watch?.estimator
  if (snapshot.estimator !== null && snapshot.estimator.name === estimator?.name) {
    estimator.recall?.(snapshot.estimator.memory)
  }
  restoreCampaigns(floor, snapshot.campaigns)
  floor.contacts.lastId = snapshot.lastId
  floor.idle.nextSeq = snapshot.nextIdleSeq
  for (const { of, number, atMs, rank } of snapshot.deadlines) {
    const owner = of === 'agent' ? 2 * number + 1 : 2 * floor.contacts.slotOf(number)
    floor.deadlines.set(owner, atMs, rank)
  }
}

function checkFits({ config }: Floor, snapshot: EngineSnapshot): void {
  if (snapshot.strowgerSnapshot !== 2) {
    throw new StrowgerError('snapshot', 'strowgerSnapshot', snapshot.strowgerSnapshot, '2, the version that is read')
  }
  const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join(', ')
  if (snapshot.types.join(', ') !== names(config.types)) {
    throw new StrowgerError(
      'snapshot',
      'types',
      snapshot.types.join(', '),
      `the types configured: ${names(config.types)}`,
    )
  }
  if (snapshot.groups.join(', ') !== names(config.groups)) {
    throw new StrowgerError(
      'snapshot',
      'groups',
      snapshot.groups.join(', '),
      `the groups configured: ${names(config.groups)}`,
    )
  }
  const stages = config.types.map(({ stageAfterMs }) => stageAfterMs.length).join(', ')
  if (snapshot.stages.join(', ') !== stages) {
    throw new StrowgerError('snapshot', 'stages', snapshot.stages.join(', '), `as many stages as configured: ${stages}`)
  }
}

function holdsTrunk({ state, dial }: ContactSnapshot): boolean {
  return state !== ContactState.wrapUp && dial?.line !== Line.toDial
}

function restoreDial({ contacts, dialled, lists, watch }: Floor, slot: number, from: DialSnapshot): void {
  contacts.line[slot] = from.line
  dialled.begin(slot, from.campaign, from.acceptedMs)
  dialled.attempts[slot] = from.attempts
  dialled.promisedMs[slot] = from.promisedMs ?? Infinity
  dialled.expiresMs[slot] = from.expiresMs ?? Infinity
  dialled.dueMs[slot] = from.dueMs
  watch?.deadlines.set(2 * slot, from.deadlineMs ?? Infinity, 0)
  const isInFlight = contacts.state[slot] === ContactState.dialling && contacts.agent[slot] === NONE
  if (isInFlight && from.campaign !== NONE) lists.inFlight[from.campaign]! += 1
}

function restoreCampaigns({ config, lists, contacts }: Floor, campaigns: readonly CampaignSnapshot[]): void {
  for (const { name, list, ...pace } of campaigns) {
    const campaign = config.rules.dialling.campaigns.findIndex((each) => each.name === name)
    if (campaign < 0) continue
    lists.paces[campaign]!.restore(pace)
    for (const { contact, dueMs } of list) lists.put(campaign, contacts.slotOf(contact), dueMs)
  }
}

/** Opens a reserve that was open, by `type: name`; one that is there no more stays closed. */
function openReserve(floor: Floor, open: string): void {
  const at = reserveNames(floor.config).indexOf(open)
  if (at >= 0) floor.setReserve(at, true)
}

function restoreAgent(floor: Floor, from: AgentSnapshot): void {
  const { agents } = floor
  const agent = floor.addAgent(from.group, from.skills ?? undefined, from.capacity ?? undefined)
  agents.state[agent] = from.state
  agents.unreachable[agent] = from.unreachable ? 1 : 0
  agents.removed[agent] = from.removed ? 1 : 0
  agents.intention[agent] = from.intention
  agents.reason[agent] = floor.reasons.numberOf(from.reason)
  agents.idleSeq[agent] = from.idleSeq
  agents.sinceMs[agent] = from.sinceMs
  agents.idleSinceMs[agent] = from.idleSinceMs
  agents.missed[agent] = from.missed
  floor.counts.enter(agent)
}

function restoreContact(floor: Floor, from: ContactSnapshot): void {
  const { contacts, config, waiting, restrictions } = floor
  const slot = contacts.adopt(from.id)
  contacts.state[slot] = from.state
  contacts.type[slot] = from.type
  contacts.stage[slot] = from.stage
  contacts.demand[slot] = config.types[from.type]!.firstDemand + from.stage
  contacts.priority[slot] = from.priority
  contacts.ref[slot] = from.ref
  contacts.agent[slot] = from.agent
  contacts.list[slot] = NONE
  contacts.linked[slot] = 0
  contacts.preferred[slot] = from.preferred
  contacts.preferredUntilMs[slot] = from.preferredUntilMs ?? Infinity
  contacts.arrivedMs[slot] = from.arrivedMs
  contacts.queuedMs[slot] = from.queuedMs
  contacts.orderMs[slot] = from.orderMs
  contacts.sinceMs[slot] = from.sinceMs
  contacts.heldMs[slot] = from.heldMs
  contacts.restricted[slot] = from.excluded.length > 0 ? 1 : 0
  for (const agent of from.excluded) restrictions.exclude(slot, agent)
  const { round } = from
  if (round !== null) floor.rings.open(slot, { ...round, agents: [...round.agents], refused: [...round.refused] })
  contacts.entry[slot] = from.entry
  if (from.history !== null) floor.history.restore(slot, from.history)
  if (from.told) floor.told.restore(slot, from.told)
  if (from.dial !== null) restoreDial(floor, slot, from.dial)
  if (from.leg === null && holdsTrunk(from)) floor.takeTrunk(slot)
  if (from.state !== ContactState.waiting) return
  // A contact that waits and still has a preferred agent waits for that agent alone.
  const shared = listOf(contacts.demand[slot], from.priority)
  waiting.insert(slot, from.preferred === NONE ? shared : waiting.listOfAgent(from.preferred))
}

function restoreLeg({ contacts, legs }: Floor, id: number, leg: Leg): void {
  const slot = contacts.slotOf(id)
  const parent = leg.parent === 0 ? NONE : contacts.slotOf(leg.parentId)
  contacts.linked[slot] = 2
  if (parent !== NONE) contacts.linked[parent] = 1
  legs.add(slot, { ...leg, parent })
}
