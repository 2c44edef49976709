import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContactTable, NONE } from '../../src/contact/contact-table.ts'

test('every contact inside is found by its id, none that has left is, and no id comes twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.nat(), { nil: undefined, freq: 3 }), { maxLength: 400, size: 'max' }),
      (steps) => {
        const table = new ContactTable()
        const inside = new Map<number, number>()
        const gone: number[] = []
        for (const leave of steps) {
          const ids = [...inside.keys()]
          if (leave === undefined || ids.length === 0) {
            const slot = table.allocate()
            const id = table.id[slot]!
            expect(inside.has(id) || gone.includes(id)).toBe(false)
            inside.set(id, slot)
          } else {
            const id = ids[leave % ids.length]!
            table.release(inside.get(id)!)
            inside.delete(id)
            gone.push(id)
          }
        }
        expect(table.size).toBe(inside.size)
        for (const [id, slot] of inside) expect(table.slotOf(id)).toBe(slot)
        for (const id of gone) expect(table.slotOf(id)).toBe(NONE)
        expect(table.slotOf(0)).toBe(NONE)
      },
    ),
    { seed: 1891 },
  )
})

test('a contact that stays while many pass keeps its id, and the table does not grow for it', () => {
  const table = new ContactTable()
  const stays = table.allocate()
  const id = table.id[stays]!
  const seen = new Set([id])
  for (let passing = 0; passing < 10_000; passing += 1) {
    const slot = table.allocate()
    expect(seen.has(table.id[slot]!)).toBe(false)
    seen.add(table.id[slot]!)
    table.release(slot)
  }
  expect(table.slotOf(id)).toBe(stays)
  expect(table.capacity).toBe(new ContactTable().capacity)
})
