/** Half of the 24 coefficients of both quadrature mirror filters; the other half is the same backwards. ITU-T G.722 Table 4 */
export const QMF: Int32Array = Int32Array.from([3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11])

/** Decision levels of the lower band's 60-level quantizer, of magnitude 1 … 29. ITU-T G.722 Table 14, Q6 */
export const Q6: Int32Array = Int32Array.from([
  0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339,
  1458, 1612, 1765, 1980, 2195, 2557, 2919,
])

/** Code of a negative difference by its interval. ITU-T G.722 Table 14, ILN */
export const ILN: Int32Array = Int32Array.from([
  0, 63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4,
])

/** Code of a positive difference by its interval. ITU-T G.722 Table 14, ILP */
export const ILP: Int32Array = Int32Array.from([
  0, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33,
  32,
])

/** Lower band's output of six bits. ITU-T G.722 Table 14, QM6 */
export const QM6: Int32Array = Int32Array.from([
  -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192, -10_232, -9360, -8576,
  -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
  24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
  4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
])

/** Lower band's output of the four upper bits, which both sides' predictors go by. ITU-T G.722 Table 14, QM4 */
export const QM4: Int32Array = Int32Array.from([
  0, -20_456, -12_896, -8968, -6288, -4240, -2584, -1200, 20_456, 12_896, 8968, 6288, 4240, 2584, 1200, 0,
])

/** Higher band's output of two bits. ITU-T G.722 Table 14, QM2 */
export const QM2: Int32Array = Int32Array.from([-7408, -1616, 7408, 1616])

/** Logarithmic step of the lower band by its four upper bits: WL of RL42. ITU-T G.722 Table 14 */
export const LOWER_STEP: Int32Array = Int32Array.from([
  -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60,
])

/** Logarithmic step of the higher band by its two bits: WH of RH42. ITU-T G.722 Table 14 */
export const HIGHER_STEP: Int32Array = Int32Array.from([798, -214, 798, -214])

/** Powers of two in 32 steps, 2048 · 2^(i/32). ITU-T G.722 Table 14, ILB */
export const ILB: Int32Array = Int32Array.from([
  2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834, 2896, 2960, 3025,
  3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
])
