import { Line } from '../contact/contact-table.ts'
import type { ContactSnapshot } from './snapshot.ts'

/** True for a contact that is to be called, and is not at present: nobody is on the line. */
export function awaitsCall({ dial }: Pick<ContactSnapshot, 'dial'>): boolean {
  return dial?.line === Line.toDial
}
