// G.711, eight codes at once.

/** 1 << segment of G.711, as bytes. */
// @ts-ignore: decorator
@inline
function scaleOf(toggled: v128, powers: v128): v128 {
  const segments = v128.and(i16x8.shr_u(toggled, 4), i16x8.splat(7))
  return v128.and(i8x16.swizzle(powers, segments), i16x8.splat(255))
}

/** `magnitude`, negative where `sign` has all bits set. */
// @ts-ignore: decorator
@inline
function signed(magnitude: v128, sign: v128): v128 {
  return i16x8.sub(v128.xor(magnitude, sign), sign)
}

/** Eight codes of µ-law (ITU-T G.711 Table 2a) as samples of 16 bits. */
// @ts-ignore: decorator
@inline
export function mulaw8(codes: usize): v128 {
  const inverted = v128.xor(v128.load8x8_u(codes), i16x8.splat(255))
  const mantissa = i16x8.add(i16x8.shl(v128.and(inverted, i16x8.splat(15)), 1), i16x8.splat(33))
  const powers = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0)
  const magnitude = i16x8.sub(i16x8.mul(mantissa, scaleOf(inverted, powers)), i16x8.splat(33))
  return signed(i16x8.shl(magnitude, 2), i16x8.shr_s(i16x8.shl(inverted, 8), 15))
}

/** Eight codes of A-law (ITU-T G.711 Table 1a) as samples of 16 bits. */
// @ts-ignore: decorator
@inline
export function alaw8(codes: usize): v128 {
  const toggled = v128.xor(v128.load8x8_u(codes), i16x8.splat(0x55))
  const step = i16x8.add(i16x8.shl(v128.and(toggled, i16x8.splat(15)), 1), i16x8.splat(1))
  const leading = v128.and(i16x8.gt_u(v128.and(toggled, i16x8.splat(0x70)), i16x8.splat(0)), i16x8.splat(32))
  const powers = i8x16(1, 1, 2, 4, 8, 16, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0)
  const magnitude = i16x8.mul(i16x8.add(step, leading), scaleOf(toggled, powers))
  return signed(i16x8.shl(magnitude, 3), v128.not(i16x8.shr_s(i16x8.shl(toggled, 8), 15)))
}
