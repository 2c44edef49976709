import type { Floor } from './floor.ts'
import { Timekeeper } from './timekeeper.ts'
import { Transitions } from './transitions.ts'

/**
 * The floor in use with what moves on it. The engine and its desks share one, so that all of them see the new floor
 * when the configuration is replaced.
 */
export class Exchange {
  declare floor: Floor
  declare transitions: Transitions
  declare time: Timekeeper

  constructor(floor: Floor) {
    this.floor = floor
    this.transitions = new Transitions(floor)
    this.time = new Timekeeper(floor, this.transitions)
  }

  /**
   * Lets rules do what the last command or deadline has made due. Whoever looks at the floor, or gives it the next
   * command, comes through here first, so that it makes no difference who looks when.
   */
  settle(): void {
    const { watch, nowMs } = this.floor
    if (watch !== undefined && watch.isDirty && nowMs > -Infinity) this.transitions.rulebook!.settle()
  }

  /** Everything happens on another floor from now on. */
  replace(floor: Floor): void {
    this.floor = floor
    this.transitions = new Transitions(floor)
    this.time = new Timekeeper(floor, this.transitions)
  }
}
