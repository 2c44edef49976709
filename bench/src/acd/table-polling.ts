import initSqlJs, { type Database, type Statement } from 'sql.js'
import { NONE, type Router } from './router.ts'
import { membersOf, type World } from './world.ts'

/**
 * EMULATION of a dispatcher that polls tables: the tables of FreeSWITCH's mod_callcenter, without an index as there, and its
 * two queries per tick, over SQLite in memory. Not FreeSWITCH itself: no threads, no telephony, and SQLite is WASM here.
 *
 * A tick selects all waiting members by score, then for each of them all agents logged in to its queue, free or not, and
 * gives it the first who is free. Its priority is a head start in the score, as there.
 */
export class TablePolling implements Router {
  readonly #members: Statement
  readonly #agents: Statement
  readonly #insert: Statement
  readonly #remove: Statement
  readonly #agentState: Statement
  readonly #found: number[] = []
  #polledMs = -1

  private constructor(db: Database, { skills }: World) {
    db.run(`CREATE TABLE agents (name TEXT, status TEXT, state TEXT, last_bridge_end INTEGER);
      CREATE TABLE tiers (queue TEXT, agent TEXT, state TEXT, level INTEGER, position INTEGER);
      CREATE TABLE members (queue TEXT, uuid TEXT, joined_epoch INTEGER, base_score INTEGER, skill_score INTEGER, state TEXT);
      BEGIN`)
    for (const [agent, set] of skills.entries()) {
      db.run(`INSERT INTO agents VALUES (?, 'Available', 'Waiting', ?)`, [String(agent), agent])
      for (const type of membersOf(set))
        db.run(`INSERT INTO tiers VALUES (?, ?, 'Ready', 1, 1)`, [`${type}`, `${agent}`])
    }
    db.run('COMMIT')
    this.#members = db.prepare(`SELECT queue, uuid, (? - joined_epoch) + base_score + skill_score AS score FROM members
      WHERE state = 'Waiting' ORDER BY score DESC`)
    this.#agents = db.prepare(`SELECT agents.name, agents.state, tiers.level, tiers.position FROM agents
      LEFT JOIN tiers ON agents.name = tiers.agent
      WHERE tiers.queue = ? AND (agents.status = 'Available' OR agents.status = 'On Break')
      ORDER BY tiers.level, agents.last_bridge_end, tiers.position`)
    this.#insert = db.prepare(`INSERT INTO members VALUES (?, ?, ?, ?, 0, 'Waiting')`)
    this.#remove = db.prepare('DELETE FROM members WHERE uuid = ?')
    this.#agentState = db.prepare('UPDATE agents SET state = ?, last_bridge_end = ? WHERE name = ?')
  }

  static async create(world: World): Promise<TablePolling> {
    const { Database } = await initSqlJs()
    return new TablePolling(new Database(), world)
  }

  arrive(ref: number, type: number, priority: number, nowMs: number): number {
    this.#insert.run([`${type}`, `${ref}`, nowMs, priority * 10_000_000])
    return NONE
  }

  accept(agent: number, nowMs: number): void {
    this.#agentState.run(['In a queue call', nowMs, `${agent}`])
  }

  release(): void {}

  free(agent: number, nowMs: number): number {
    this.#agentState.run(['Waiting', nowMs, `${agent}`])
    return NONE
  }

  poll(nowMs: number): number {
    if (nowMs !== this.#polledMs) this.#tick(nowMs)
    this.#polledMs = nowMs
    return this.#found.shift() ?? NONE
  }

  #tick(nowMs: number): void {
    const waiting: [queue: string, uuid: string][] = []
    this.#members.bind([nowMs])
    while (this.#members.step()) {
      const [queue, uuid] = this.#members.get()
      waiting.push([String(queue), String(uuid)])
    }
    this.#members.reset()
    for (const [queue, uuid] of waiting) this.#dispatch(queue, uuid, nowMs)
  }

  #dispatch(queue: string, uuid: string, nowMs: number): void {
    let chosen: string | undefined
    this.#agents.bind([queue])
    while (chosen === undefined && this.#agents.step()) {
      const [name, state] = this.#agents.get()
      if (state === 'Waiting') chosen = String(name)
    }
    this.#agents.reset()
    if (chosen === undefined) return
    this.#agentState.run(['Receiving', nowMs, chosen])
    this.#remove.run([uuid])
    this.#found.push(Number(chosen))
  }
}
