// False digits over recorded speech and music at twelve speeds, and digits heard over the same at natural speed. Needs the
// built package and the recordings in ../shared/data/talkoff beside the checkout: node scripts/talkoff.mjs [folder]
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  addToneInto,
  compress,
  DtmfDecoder,
  expand,
  KEYPAD,
  positionOf,
  quantizeInto,
  WaveReader,
} from '../dist/index.js'

const SPEEDS = [0.8, 0.84, 0.88, 0.92, 0.96, 1, 1.04, 1.08, 1.12, 1.16, 1.2, 1.25]
const folder = process.argv[2] ?? fileURLToPath(new URL('../../../../shared/data/talkoff/', import.meta.url))
const total = { hours: 0, falseDigits: 0, naturalHours: 0, naturalFalse: 0, sent: 0, heard: 0 }

for (const file of readdirSync(folder).filter((name) => name.endsWith('.wav'))) {
  const samples = read(`${folder}/${file}`)
  const falseDigits = SPEEDS.map((speed) => {
    const played = speed === 1 ? samples : atSpeed(samples, speed)
    const count = hear(played).length
    total.hours += played.length / 8000 / 3600
    total.falseDigits += count
    if (speed === 1) {
      total.naturalHours += played.length / 8000 / 3600
      total.naturalFalse += count
    }
    return count
  })
  const [sent, heard] = talkDown(samples)
  total.sent += sent
  total.heard += heard
  say(`${file}: false digits at each speed ${falseDigits.join(' ')}; over it ${heard} of ${sent} digits heard`)
}
say(`natural speed: ${total.naturalFalse} false in ${total.naturalHours.toFixed(2)} h`)
say(
  `speeds 0.80–1.25: ${total.falseDigits} false in ${total.hours.toFixed(1)} h = ${(total.falseDigits / total.hours).toFixed(3)} per hour`,
)
say(
  `digits of 50 ms, each tone 5 dB above the speech: ${((100 * total.heard) / total.sent).toFixed(2)} % of ${total.sent} heard`,
)

function hear(samples) {
  const decoder = new DtmfDecoder()
  const digits = [...decoder.push(samples)]
  return [...digits, ...decoder.end()]
}

function read(path) {
  const pieces = []
  const reader = new WaveReader((channel, piece) => channel === 0 && pieces.push(piece.slice()))
  reader.push(readFileSync(path))
  const samples = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    samples.set(piece, at)
    at += piece.length
  }
  return samples
}

/** Cubic interpolation, pitch and all. */
function atSpeed(x, speed) {
  return Int16Array.from({ length: Math.floor(x.length / speed) - 4 }, (_, n) => {
    const at = n * speed
    const i = Math.floor(at)
    const f = at - i
    const [a, b, c, d] = [x[i - 1] ?? 0, x[i], x[i + 1], x[i + 2]]
    const value = b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)))
    return Math.max(-32768, Math.min(32767, Math.round(value)))
  })
}

/** A digit every half second at a random place, each tone at −10 dBm0 over speech at −15 dBm0, through µ-law. */
function talkDown(speech) {
  let state = 1
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const signal = Float64Array.from(speech)
  const truth = []
  for (let at = 4000; at < signal.length - 4000; at += 4000) {
    const digit = KEYPAD[Math.floor(random() * 16)]
    const start = at + 1600 * random()
    const phases = { lowPhase: 6.28 * random(), highPhase: 6.28 * random() }
    addToneInto(signal, { ...positionOf(digit), lowDbm0: -10, highDbm0: -10, ...phases }, start, 400, 8, 8000)
    truth.push({ digit, startMs: start / 8 })
  }
  const heard = hear(expand(compress(quantizeInto(signal, new Int16Array(signal.length)), 'mulaw'), 'mulaw'))
  let next = 0
  let right = 0
  for (const { digit, startMs } of truth) {
    while (next < heard.length && heard[next].startMs < startMs - 25) next++
    if (next < heard.length && heard[next].digit === digit && heard[next].startMs < startMs + 25) right++
  }
  return [truth.length, right]
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
