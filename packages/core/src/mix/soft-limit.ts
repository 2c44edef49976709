/** Up to here sound passes as it is: three quarters of full scale, −2.5 dB. */
const KNEE = 24_576
const ROOM = 32_767 - KNEE

/**
 * A sum of voices to 16 bits: unchanged up to three quarters of full scale, bent beyond it along a hyperbola that never reaches the
 * end, so that several loud talkers do not crackle as a cut sum would. Odd, monotone, of slope 1 at the knee. O(1).
 */
export function softLimit(sum: number): number {
  if (sum > KNEE) {
    const over = sum - KNEE
    return KNEE + Math.trunc((ROOM * over) / (ROOM + over))
  }
  if (sum < -KNEE) {
    const over = -KNEE - sum
    return -KNEE - Math.trunc((ROOM * over) / (ROOM + over))
  }
  return sum
}
