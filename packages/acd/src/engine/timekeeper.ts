import { Intention } from '../agent/agent-table.ts'
import { invariant } from '../errors/invariant.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { DeadlineRank, type Floor } from './floor.ts'
import type { Transitions } from './transitions.ts'

/** Moves time on and fires what is due. Every command passes through here first. */
export class Timekeeper {
  readonly #floor: Floor
  readonly #transitions: Transitions

  constructor(floor: Floor, transitions: Transitions) {
    this.#floor = floor
    this.#transitions = transitions
  }

  /** Fires what is due up to and including `nowMs`. @throws StrowgerError `time` */
  advance(nowMs: number): void {
    const floor = this.#floor
    if (!(nowMs >= floor.nowMs && nowMs < Infinity)) {
      throw new StrowgerError('time', 'nowMs', nowMs, `a finite time, not before ${floor.nowMs}`)
    }
    while (floor.deadlines.nextMs <= nowMs) {
      floor.nowMs = floor.deadlines.nextMs
      this.#fire(floor.deadlines.nextOwner, floor.deadlines.nextRank)
    }
    floor.nowMs = nowMs
  }

  #fire(owner: number, rank: number): void {
    const { deadlines, agents, contacts } = this.#floor
    deadlines.cancel(owner)
    const number = owner >> 1
    if (rank === DeadlineRank.stageOpens) this.#transitions.placement.openStage(number)
    else if (rank === DeadlineRank.preferenceEnds) this.#transitions.placement.endPreference(number)
    else if (rank === DeadlineRank.wrapUpEnds) this.#transitions.endWrapUp(number, contacts.agent[number]!)
    else if (rank === DeadlineRank.offerTimeout) {
      this.#transitions.refuse(agents.ringing[number]!, number, 'no-answer')
    } else if (rank === DeadlineRank.ringsOn) this.#transitions.offering.ringing.goOn(number)
    else {
      // Only an agent that was made not ready has this deadline, and every command that ends that wish cancels it.
      invariant(agents.intention[number] === Intention.notReady, 'ready again without having been not ready')
      agents.intention[number] = Intention.ready
      agents.reason[number] = 0
      this.#transitions.follow(number)
    }
  }
}
