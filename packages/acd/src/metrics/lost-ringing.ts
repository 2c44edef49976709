import { enlarged } from '../memory/enlarge.ts'

/** Which contacts groups have lost while ringing: one that rang at several agents of a group is lost to it once. */
export class LostRinging {
  /** Per group, the contact that last gave up while ringing there. */
  #contact: Int32Array = new Int32Array(16)

  /** True for the first offer of a contact that ended so in a group. */
  isFirst(group: number, contact: number): boolean {
    if (group >= this.#contact.length) this.#contact = enlarged(this.#contact, new Int32Array(2 * group))
    if (this.#contact[group] === contact) return false
    this.#contact[group] = contact
    return true
  }
}
