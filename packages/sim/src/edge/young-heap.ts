import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the part of the heap for new objects at its first size, in all threads: a process whose loop makes next to no objects,
 * but whose modules make many as they load, would keep up to 48 MB for them to the end. V8 reads the factor whenever that part
 * would grow, so it may be set late; objects in use are not limited by it.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
