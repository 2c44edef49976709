import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/*
 * docs/operations.md says what shows each sentence of the operations: every file that it names exists, and every title that it quotes stands in the
 * file that it is quoted from.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const page = readFileSync(join(root, 'docs/operations.md'), 'utf8')
const files = new Map([...page.matchAll(/^\[(.+)\]: \.\.\/(.+)$/gm)].map(([, name = '', file = '']) => [name, file]))

/** Titles that follow the name of a file in a cell: `[name] “one”; “another”`. */
const quotes = [...page.matchAll(/\[([a-z-]+)\]((?:(?:; | and | )“[^”]+”)+)/g)].flatMap(([, name = '', list = '']) =>
  [...list.matchAll(/“([^”]+)”/g)].map(([, title = '']) => ({ name, title })),
)

test.each([...files])('%s is a file', (_, file) => {
  expect(existsSync(join(root, file))).toBe(true)
})

test.each(quotes)('$name says “$title”', ({ name, title }) => {
  const text = readFileSync(join(root, files.get(name) ?? ''), 'utf8').replaceAll(/\s+/g, ' ')
  expect(text).toContain(title)
})

test.each([...page.matchAll(/`npm start -- [a-z]+ ([^` ]+)/g)].map(([, file = '']) => file))(
  '%s can be run',
  (file) => {
    expect(existsSync(join(root, file))).toBe(true)
  },
)

test('nothing is named that has no file', () => {
  const named = [...page.matchAll(/\[([a-z-]+)\](?![(:])/g)].map(([, name = '']) => name)
  expect(named.filter((name) => !files.has(name))).toEqual([])
  expect(quotes.length).toBeGreaterThan(60)
})
