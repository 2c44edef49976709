import type { Distribution } from './distribution.ts'

/** Infinite with certainty: the patience of callers who never abandon. */
export class Never implements Distribution {
  readonly mean: number = Infinity
  readonly cv2: number = 0

  quantile(_u: number): number {
    return Infinity
  }

  cdf(x: number): number {
    return x === Infinity ? 1 : 0
  }

  describe(): string {
    return 'never'
  }
}
