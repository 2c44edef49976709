// How much like the speech that was lost concealment sounds: log-spectral distance, in dB, over the windows that a loss touches.
// node bench/media/conceal.mjs [speech.wav]; spandsp's is there when gcc and libspandsp-dev are.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { FixedPolicy, JitterBuffer, readWav } from '@strowger/core'

const FRAME = 160
const WINDOW = 256
const STEP = 64
/** Bands of 300 to 3400 Hz; below this level a band is silence to the ear and to the measure. */
const [FIRST_BIN, LAST_BIN] = [10, 109]
const FLOOR = 1e4
const SPEECH = new URL('../../../shared/data/talkoff/queen-a.wav', import.meta.url)
const NATIVE = fileURLToPath(new URL('conceal-native.c', import.meta.url))

/** Which frames are lost: at random, or in bursts of `burst` frames of the same share. */
function lossPattern(frames, share, burst) {
  let state = 7
  const uniform = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const lost = new Uint8Array(frames)
  // The first second is heard: every method starts with a past.
  for (let i = 50; i < frames; i++) if (uniform() < share / burst) lost.fill(1, i, (i += burst))
  return lost
}

const methods = {
  silence: (samples, lost) => eachLost(samples, lost, (out, at) => out.fill(0, at, at + FRAME)),
  'last packet again': (samples, lost) => eachLost(samples, lost, (out, at) => out.copyWithin(at, at - FRAME, at)),
  strowger,
}

function eachLost(samples, lost, hide) {
  const out = samples.slice()
  for (let i = 0; i < lost.length; i++) if (lost[i]) hide(out, i * FRAME)
  return out
}

/** The whole buffer, with packets of 16-bit samples and no delay to hold. */
function strowger(samples, lost) {
  const decoder = {
    clockHz: 8000,
    stateless: true,
    samplesIn: (_bytes, _offset, length) => length >> 1,
    decodeInto(out, at, bytes, offset, length) {
      for (let i = 0; i < length; i += 2) out[at + (i >> 1)] = bytes[offset + i] | (bytes[offset + i + 1] << 8)
      return length >> 1
    },
  }
  const buffer = new JitterBuffer({ decoders: new Map([[0, decoder]]), policy: new FixedPolicy(0) })
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  const out = new Int16Array(samples.length)
  const frame = new Int16Array(FRAME)
  for (let i = 0; i < lost.length; i++) {
    if (!lost[i]) {
      const payload = bytes.subarray(2 * i * FRAME, 2 * (i + 1) * FRAME)
      const packet = { payloadType: 0, seq16: i & 65_535, rtpTs: i * FRAME, ssrc: 1 }
      buffer.insert({ ...packet, bytes: payload, payloadOffset: 0, payloadBytes: payload.length }, i * 20)
    }
    // The packet after a loss is there before it is due, as in a buffer that holds a delay.
    else announce(buffer, bytes, lost, i)
    buffer.pull(frame, i * 20)
    out.set(frame, i * FRAME)
  }
  return out
}

function announce(buffer, bytes, lost, i) {
  let next = i
  while (next < lost.length && lost[next]) next++
  if (next >= lost.length) return
  const payload = bytes.subarray(2 * next * FRAME, 2 * (next + 1) * FRAME)
  const packet = { payloadType: 0, seq16: next & 65_535, rtpTs: next * FRAME, ssrc: 1 }
  buffer.insert({ ...packet, bytes: payload, payloadOffset: 0, payloadBytes: payload.length }, i * 20)
}

function native(folder, samples, lost) {
  const [input, pattern, output] = ['in.raw', 'lost.raw', 'out.raw'].map((name) => join(folder, name))
  writeFileSync(input, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
  writeFileSync(pattern, lost)
  execFileSync(join(folder, 'conceal-native'), [input, pattern, String(FRAME), output])
  const bytes = readFileSync(output)
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

const COSINES = Float64Array.from({ length: WINDOW }, (_, n) => Math.cos((2 * Math.PI * n) / WINDOW))
const HANN = Float64Array.from({ length: WINDOW }, (_, n) => Math.sin((Math.PI * (n + 0.5)) / WINDOW) ** 2)

function levelsDb(samples, at) {
  const levels = new Float64Array(LAST_BIN - FIRST_BIN + 1)
  for (let bin = FIRST_BIN; bin <= LAST_BIN; bin++) {
    let re = 0
    let im = 0
    for (let n = 0; n < WINDOW; n++) {
      const x = samples[at + n] * HANN[n]
      re += x * COSINES[(bin * n) % WINDOW]
      im += x * COSINES[(bin * n + WINDOW / 4) % WINDOW]
    }
    levels[bin - FIRST_BIN] = 10 * Math.log10(re * re + im * im + FLOOR)
  }
  return levels
}

/** Mean log-spectral distance over the windows that hold lost sound, where there was speech to lose. */
function distanceDb(original, concealed, lost) {
  let sum = 0
  let windows = 0
  for (let at = 0; at + WINDOW <= lost.length * FRAME; at += STEP) {
    const [first, last] = [Math.floor(at / FRAME), Math.floor((at + WINDOW - 1) / FRAME)]
    let touched = false
    for (let i = first; i <= last; i++) touched ||= lost[i] === 1
    if (!touched || !isSpeech(original, at)) continue
    const a = levelsDb(original, at)
    const b = levelsDb(concealed, at)
    let square = 0
    for (let i = 0; i < a.length; i++) square += (a[i] - b[i]) ** 2
    sum += Math.sqrt(square / a.length)
    windows++
  }
  return { db: sum / windows, windows }
}

function isSpeech(samples, at) {
  let energy = 0
  for (let n = 0; n < WINDOW; n++) energy += samples[at + n] ** 2
  return energy / WINDOW > 200 ** 2
}

function readSpeech(path, seconds) {
  return readWav(readFileSync(path)).samples.slice(0, 8000 * seconds)
}

/** Prints the table and returns its rows. */
export function runConcealmentBench({ print = console.log, speech = fileURLToPath(SPEECH), seconds = 300 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'strowger-conceal-'))
  try {
    const contestants = { ...methods }
    try {
      execFileSync('gcc', ['-O3', '-o', join(folder, 'conceal-native'), NATIVE, '-lspandsp'], { stdio: 'pipe' })
      contestants['spandsp (C, G.711 App. I)'] = (samples, lost) => native(folder, samples, lost)
    } catch {
      print('left out: spandsp (needs gcc and libspandsp-dev)')
    }
    const samples = readSpeech(speech, seconds)
    const patterns = {
      '5 %, single': [0.05, 1],
      '10 %, single': [0.1, 1],
      '10 %, 40 ms': [0.1, 2],
      '10 %, 60 ms': [0.1, 3],
    }
    print(`| log-spectral distance, dB; less is better | ${Object.keys(patterns).join(' | ')} |`)
    print(`| --- |${' ---: |'.repeat(Object.keys(patterns).length)}`)
    return Object.entries(contestants).map(([name, conceal]) => {
      const db = Object.values(patterns).map(([share, burst]) => {
        const lost = lossPattern(Math.floor(samples.length / FRAME), share, burst)
        return distanceDb(samples, conceal(samples, lost), lost).db
      })
      print(`| ${name} | ${db.map((each) => each.toFixed(2)).join(' | ')} |`)
      return { name, db: Object.fromEntries(Object.keys(patterns).map((pattern, i) => [pattern, db[i]])) }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  runConcealmentBench(process.argv[2] === undefined ? {} : { speech: process.argv[2] })
}
