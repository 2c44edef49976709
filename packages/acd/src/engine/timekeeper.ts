import type { FloorWatch } from '../admission/floor-watch.ts'
import { Intention } from '../agent/agent-table.ts'
import { invariant } from '../errors/invariant.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { DeadlineRank, type Floor } from './floor.ts'
import type { Transitions } from './transitions.ts'

/** Moves time on and fires what is due. Every command passes through here first. */
export class Timekeeper {
  declare private readonly floor: Floor
  declare private readonly transitions: Transitions

  constructor(floor: Floor, transitions: Transitions) {
    this.floor = floor
    this.transitions = transitions
  }

  /** Fires what is due up to and including `nowMs`. @throws StrowgerError `time` */
  advance(nowMs: number): void {
    const floor = this.floor
    if (!(nowMs >= floor.nowMs && nowMs < Infinity)) {
      throw new StrowgerError('time', 'nowMs', nowMs, `a finite time, not before ${floor.nowMs}`)
    }
    if (floor.watch === undefined) {
      while (floor.deadlines.nextMs <= nowMs) {
        floor.nowMs = floor.deadlines.nextMs
        this.#fire(floor.deadlines.nextOwner, floor.deadlines.nextRank)
      }
    } else this.#advanceWatched(floor.watch, nowMs)
    floor.nowMs = nowMs
  }

  /** Rules are asked when all that is due at an instant has happened, and before the next. */
  #advanceWatched({ deadlines: due }: FloorWatch, nowMs: number): void {
    const floor = this.floor
    for (;;) {
      const nextMs = Math.min(floor.deadlines.nextMs, due.nextMs)
      if (nextMs > floor.nowMs && floor.watch!.isDirty && floor.nowMs > -Infinity) {
        this.transitions.rulebook!.settle()
        continue
      }
      if (nextMs > nowMs) return
      floor.nowMs = nextMs
      if (floor.deadlines.nextMs === nextMs) this.#fire(floor.deadlines.nextOwner, floor.deadlines.nextRank)
      else {
        const owner = due.nextOwner
        due.cancel(owner)
        this.transitions.rulebook!.fire(owner)
      }
    }
  }

  #fire(owner: number, rank: number): void {
    const { deadlines, agents, contacts } = this.floor
    deadlines.cancel(owner)
    const number = owner >> 1
    if (rank === DeadlineRank.stageOpens) this.transitions.placement.openStage(number)
    else if (rank === DeadlineRank.preferenceEnds) this.transitions.placement.endPreference(number)
    else if (rank === DeadlineRank.wrapUpEnds) this.transitions.endWrapUp(number, contacts.agent[number]!)
    else if (rank === DeadlineRank.offerTimeout) {
      this.transitions.refuse(agents.ringing[number]!, number, 'no-answer')
    } else if (rank === DeadlineRank.ringsOn) this.transitions.offering.ringing.goOn(number)
    else {
      // Only an agent that was made not ready has this deadline, and every command that ends that wish cancels it.
      invariant(agents.intention[number] === Intention.notReady, 'ready again without having been not ready')
      agents.intention[number] = Intention.ready
      agents.reason[number] = 0
      this.transitions.follow(number)
    }
  }
}
