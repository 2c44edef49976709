import { describe, expect, it } from 'vitest'
import { UniformBlock } from '../../src/random/uniform-block.ts'
import { RandomStream } from '../../src/random/stream.ts'

describe('uniform numbers in blocks', () => {
  it.each([false, true])('are those of the stream, one by one (antithetic: %s)', (antithetic) => {
    const stream = RandomStream.named(7, 2, 'patience', { antithetic })
    const block = new UniformBlock(RandomStream.named(7, 2, 'patience', { antithetic }))
    for (let nth = 0; nth < 1000; nth += 1) expect(block.uniform()).toBe(stream.uniform())
  })
})
