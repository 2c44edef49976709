import { expect, it } from 'vitest'
import { RandomStream } from '../../src/random/stream.ts'
import { FINITE_LAWS } from './laws.ts'

// Bytes, not approximations: a seed published with a result must give that result on every engine and version. If one of
// these changes, every published result changes with it, and the change log has to say so.
const GOLDEN: Readonly<Record<string, string>> = {
  'exponential, mean 180000': '4c7b013859f1ab78',
  'uniform, 10 to 50': '1b038773e389026c',
  'lognormal, mean 180, cv 1.26': 'e4f0345297482a27',
  'gamma, mean 100, shape 0.4': '0cc6ef8d480a0595',
  'gamma, mean 100, shape 1': '26db6a7dbbcccbd9',
  'gamma, mean 1, shape 3.3': 'a94c115892b52db5',
  'gamma, mean 1, shape 23': 'f9cddd21dfb1c059',
  'gamma, mean 1, shape 400': 'bbc748015c284c6b',
  'erlang, mean 60, 2 stages': '635bb8043aafc4df',
  'weibull, mean 120, shape 0.7': '0538725f71f78816',
  'weibull, mean 120, shape 2.5': 'cfbe1a9d73b87f61',
  'hyperexponential, mean 2, cv2 1': '0540d59e7fcaf7b4',
  'hyperexponential, mean 2, cv2 4': '1aebab57f8c79e97',
  'hyperexponential, mean 2, cv2 60': '5e198d929c313b12',
  'empirical, 10 values, mean 4.6': '3ab765abfb9c3204',
  'deterministic, 5': 'a2d0bdb727d19925',
  'lognormal, mean 7.38906, cv 0': 'aa5789309923cf05',
  'triangular, 10 to 60, mode 20': '871bcd44bec8ae30',
  'triangular, 0 to 60, mode 0': '81f1cebca9046d2f',
  'loglogistic, mean 60, shape 3.5': '51218ce3d319bc43',
  'histogram of 3 cells, mean 28.25': 'e8269c5860b16d68',
  'hazard of 3 pieces, mean 14.5817': 'aa1f13dd06d74f07',
  'hazard of 2 pieces, mean 10': '0aeb07bfba19f89c',
  'mixture of 0.25 × exponential, mean 10 and 0.75 × erlang, mean 200, 4 stages': '3cfb6c2ace7605f4',
}

it.each(FINITE_LAWS.map((law) => [law.describe(), law] as const))(
  '%s: the first 10 000 values are these bytes',
  (name, law) => {
    const stream = RandomStream.named(1, 0, 'golden')
    const values = Float64Array.from({ length: 10_000 }, () => law.quantile(stream.uniform()))
    expect(fingerprint(values)).toBe(GOLDEN[name])
  },
)

it('the uniforms themselves are these bytes', () => {
  const stream = RandomStream.named(1, 0, 'golden')
  expect(fingerprint(Float64Array.from({ length: 10_000 }, () => stream.uniform()))).toBe('cd77ff225c884f2b')
})

/** 64-bit FNV-1a over the bytes in little-endian order, in hexadecimal. */
function fingerprint(values: Float64Array): string {
  const bytes = new DataView(new ArrayBuffer(8 * values.length))
  values.forEach((value, i) => bytes.setFloat64(8 * i, value, true))
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < bytes.byteLength; i += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(bytes.getUint8(i))) * 0x100000001b3n)
  return hash.toString(16).padStart(16, '0')
}
