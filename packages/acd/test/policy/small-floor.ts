import { AcdEngine, type AcdConfig, type ContactTypeConfig, type RoutingPolicy, type SkillLevels } from '@strowger/acd'

/** An exchange whose agents answer at once, driven by names: who gets a contact, and what a free agent takes. */
export class SmallFloor {
  readonly engine: AcdEngine
  readonly #config: AcdConfig
  /** Contact in an agent's hands. */
  readonly #contactOf = new Map<number, number>()
  readonly #typeOf = new Map<number, string>()

  constructor(
    policy: RoutingPolicy,
    types: readonly (string | ContactTypeConfig)[],
    groups: readonly string[],
    skills: readonly string[] = [],
  ) {
    this.#config = {
      skills,
      types: types.map((type) => (typeof type === 'string' ? { name: type } : type)),
      groups: groups.map((name) => ({ name, autoAnswer: true })),
      policy,
    }
    this.engine = new AcdEngine(this.#config)
  }

  /** A new agent, ready at once. */
  agent(group: string, atMs = 0, skills: SkillLevels = {}): number {
    const agent = this.engine.addAgent({ group: this.engine.groupNumber(group), skills })
    this.engine.signIn(agent, atMs)
    this.engine.ready(agent, atMs)
    this.#read()
    return agent
  }

  /** A contact arrives: the agent who gets it, undefined when it waits. */
  arrive(type: string, atMs: number, priority?: number): number | undefined {
    const offer = { type: this.engine.typeNumber(type) }
    const contact = this.engine.offer(priority === undefined ? offer : { ...offer, priority }, atMs)
    this.#typeOf.set(contact, type)
    this.#read()
    return [...this.#contactOf].find(([, held]) => held === contact)?.[0]
  }

  /** The agent ends what it has in hand: the type of the contact that it takes then, undefined for none. */
  free(agent: number, atMs: number): string | undefined {
    const contact = this.#contactOf.get(agent)!
    this.#contactOf.delete(agent)
    this.engine.release(contact, atMs)
    this.#read()
    return this.#typeOf.get(this.#contactOf.get(agent) ?? 0)
  }

  /** The agent takes a break and comes back. */
  rest(agent: number, fromMs: number, toMs: number): void {
    this.engine.notReady(agent, 'break', fromMs)
    this.engine.ready(agent, toMs)
    this.#read()
  }

  /** Types in the order in which one busy agent takes them, one a millisecond. */
  order(agent: number, fromMs: number): string[] {
    const types: string[] = []
    for (let atMs = fromMs; ; atMs += 1) {
      const type = this.free(agent, atMs)
      if (type === undefined) return types
      types.push(type)
    }
  }

  #read(): void {
    for (let event = this.engine.read(); event !== undefined; event = this.engine.read()) {
      if (event.kind === 'connected') this.#contactOf.set(event.agent, event.contact)
    }
  }
}
