import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main.ts'

const folder = mkdtempSync(join(tmpdir(), 'strowger-check-policy-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

let files = 0

/** Checks a module with this text: the exit code, the JSON written, and what was said on stderr. */
async function check(text: string, ...options: string[]) {
  files += 1
  const module = join(folder, `policy-${files}.mjs`)
  const json = join(folder, `result-${files}.json`)
  writeFileSync(module, text)
  const said: string[] = []
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => said.push(String(chunk)) > 0)
  try {
    const code = await main(['check-policy', module, '--runs', '200', '--json', json, ...options])
    return { code, said: said.join(''), result: () => JSON.parse(readFileSync(json, 'utf8')) }
  } finally {
    stderr.mockRestore()
  }
}

const GOOD = `export const policy = () => ({
  name: 'first',
  selectAgent: (selection) => selection.longestIdle(0),
  selectContact: (selection) => {
    let oldest = 0
    for (let at = 1; at < selection.count; at += 1) if (selection.contact(at) < selection.contact(oldest)) oldest = at
    return oldest
  },
})`

describe('strowger check-policy', () => {
  test('ends with 0 when every property holds', async () => {
    const { code, result } = await check(GOOD)
    expect(code).toBe(0)
    expect(result()).toMatchObject({ command: 'check-policy', seed: 1, runs: 200, holds: true })
  })

  test('ends with 1 and the shortest sequence when one does not', async () => {
    const { code, result } = await check(GOOD.replace('selection.longestIdle(0)', '-1'), '--seed', '5')
    expect(code).toBe(1)
    expect(result()).toMatchObject({
      seed: 5,
      holds: false,
      counterexample: { property: 'work conservation', commands: [{ do: 'offer', type: 0 }] },
    })
  })

  test('uses the names that the module exports', async () => {
    const text = GOOD.replace(
      "name: 'first',",
      "name: 'first', prepare: ({ types }) => { if (types[0] !== 'gold') throw new Error('no gold') },",
    )
    expect((await check(text)).code).toBe(2)
    expect((await check(`${text}\nexport const names = { types: ['gold', 'silver'] }`)).code).toBe(0)
  })

  test.each([
    ['no module', 'export const policy = ', 'cannot be loaded'],
    ['no policy', 'export const other = 1', 'exports no function policy'],
    ['no methods', 'export const policy = () => ({ name: 1 })', 'policy() is no policy'],
    ['a factory that throws', "export const policy = () => { throw new Error('sorry') }", 'policy() throws (sorry)'],
    ['names that are none', `${GOOD}\nexport const names = { groups: 3 }`, 'names.groups is no list of names'],
  ])('ends with 2 and one line for %s', async (_what, text, line) => {
    const { code, said } = await check(text)
    expect(code).toBe(2)
    expect(said).toContain(line)
    expect(said.trim().split('\n')).toHaveLength(1)
  })
})
