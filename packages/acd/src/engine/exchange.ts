import type { Floor } from './floor.ts'
import { Timekeeper } from './timekeeper.ts'
import { Transitions } from './transitions.ts'

/**
 * The floor in use with what moves on it. The engine and its desks share one, so that all of them see the new floor
 * when the configuration is replaced.
 */
export class Exchange {
  floor: Floor
  transitions: Transitions
  time: Timekeeper

  constructor(floor: Floor) {
    this.floor = floor
    this.transitions = new Transitions(floor)
    this.time = new Timekeeper(floor, this.transitions)
  }

  /** Everything happens on another floor from now on. */
  replace(floor: Floor): void {
    this.floor = floor
    this.transitions = new Transitions(floor)
    this.time = new Timekeeper(floor, this.transitions)
  }
}
