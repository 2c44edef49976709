import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import * as acd from '@strowger/acd'
import { expect, test } from 'vitest'

const page = (name: string) => readFileSync(new URL(`../../../docs/${name}.md`, import.meta.url), 'utf8')

test.each(['expressions', 'schedules'])('the examples of docs/%s.md say what they are said to say', (name) => {
  const code = [...page(name).matchAll(/```js\n(.*?)```/gs)].map(([, block]) => block!).join('\n')
  let claims = 0
  const checked = code.replaceAll(/^(?:;)?(.*\S) \/\/ → (.*)$/gm, (_, expression: string, said: string) => {
    claims += 1
    return `expect(${expression}).toEqual(${said});`
  })
  const names = [...Object.keys(acd), 'expect']
  const run = runInThisContext(`(function (${names.join(', ')}) {\n${checked}\n})`) as (...given: unknown[]) => void
  run(...Object.values(acd), expect)
  expect(claims).toBeGreaterThan(5)
})

test('the mistakes of docs/expressions.md are told as they stand there', () => {
  const [, table = ''] = page('expressions').split('## Mistakes')
  const rows = [...table.matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|$/gm)]
  expect(rows).toHaveLength(6)
  for (const [, text, message] of rows) expect(() => new acd.Condition(text!, { path: 'when' })).toThrow(message!)
})

test('the memberships of the language table are read', () => {
  const vocabulary: acd.Vocabulary<undefined> = new Map<string, acd.NameDeclaration<undefined>>([
    ['day', { kind: 'text', values: [...acd.WEEKDAYS], read: () => 3 }],
    ['level', { kind: 'number', read: () => 3 }],
    ['x', { kind: 'number', read: () => 3 }],
  ])
  const says = (text: string) => acd.compileExpression(text, vocabulary)(undefined)
  expect(page('expressions')).toContain('`day in (mon, wed, fri..sun)`, `level in 2..4`, `x not in (1, 2)`')
  expect(['day in (mon, wed, fri..sun)', 'level in 2..4', 'x not in (1, 2)'].map(says)).toEqual([false, true, true])
})
