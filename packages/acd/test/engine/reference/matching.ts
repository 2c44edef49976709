import { type Agent, type Contact, orderOf } from './model.ts'
import { ReferenceFloor } from './floor.ts'

/** Who may take what, and who goes first: found by looking at everybody. */
export class ReferenceMatching extends ReferenceFloor {
  position(id: number): number | undefined {
    const contact = this.contacts.find((c) => c.id === id && c.state === 'waiting')
    if (contact === undefined) return undefined
    const sameList = (c: Contact) =>
      contact.personal
        ? c.personal && c.preferred?.agent === contact.preferred?.agent
        : !c.personal && c.type === contact.type && c.stage === contact.stage && c.priority === contact.priority
    const isAhead = (c: Contact) => (orderOf(c) - orderOf(contact) || c.id - contact.id) < 0
    return this.contacts.filter((c) => c.state === 'waiting' && sameList(c) && isAhead(c)).length
  }

  protected mayTake(agent: Agent, contact: Contact): boolean {
    if (contact.excluded.includes(agent)) return false
    if (contact.personal && contact.preferred?.agent !== agent) return false
    const type = this.config.types[contact.type]!
    let { requires, groups } = type
    for (const stage of (type.stages ?? []).slice(0, contact.stage)) {
      requires = stage.requires ?? requires
      groups = stage.groups ?? groups
    }
    const group = this.config.groups[agent.group]!
    if (group.tenant !== type.tenant) return false
    const named = groups === undefined || groups.includes(group.name)
    return named && Object.entries(requires ?? {}).every(([skill, level]) => (agent.skills[skill] ?? 0) >= level)
  }

  protected agentRank(type: number, group: number): number {
    return tierOf(this.ranks?.agents?.[this.config.types[type]!.name], this.config.groups[group]!.name)
  }

  protected contactRank(group: number, type: number): number {
    return tierOf(this.ranks?.contacts?.[this.config.groups[group]!.name], this.config.types[type]!.name)
  }
}

function tierOf(tiers: readonly (readonly string[])[] | undefined, name: string): number {
  const tier = (tiers ?? []).findIndex((names) => names.includes(name))
  return tier < 0 ? Infinity : tier
}
