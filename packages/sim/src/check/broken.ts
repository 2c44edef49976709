/** What every policy must leave true. */
export type Property =
  | 'no double assignment'
  | 'no lost contact'
  | 'conservation'
  | 'first come, first served inside type and priority'
  | 'only who may take it'
  | 'preferred first'
  | 'first types first'
  | 'work conservation'
  | 'termination'
  | 'determinism'
  | 'choice is a candidate'
  | 'no exception'

/** A property that did not hold, and how. */
export class Broken extends Error {
  override readonly name: string = 'Broken'
  readonly property: Property

  constructor(property: Property, message: string, cause?: unknown) {
    super(message, { cause })
    this.property = property
  }
}
