// One competitor in a process of its own: node subject.mjs NAME FILE SECONDS prints {"ns":…,"digits":…} per sample of the file:
// the median of the turns of that many seconds, after as many that do not count. A decoder runs for days, its compiler has
// long been done; one turn of the fastest takes a millisecond, in which it has hardly begun.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { DtmfBank, DtmfDecoder } from '../../packages/dtmf/dist/index.js'

const CHUNK = 160
const BANK_CHANNELS = 64
const [name, file, seconds] = process.argv.slice(2)
const bytes = readFileSync(file)
const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
const require = createRequire(import.meta.url)

const subjects = {
  'strowger-simd': () => single('simd'),
  'strowger-scalar': () => single('scalar'),
  'strowger-bank': bankOf(),
  'strowger-64': manyOf(),
  goertzeljs,
  'dtmf-detection-stream': detectionStream,
}

let digits = 0
medianTurn()
const median = medianTurn()
process.stdout.write(`${JSON.stringify({ ns: median / samples.length, digits })}\n`)
// The stream decoder keeps a timer.
process.exit(0)

/** Nanoseconds of the median turn of `seconds`. */
function medianTurn() {
  const took = []
  const end = performance.now() + 1000 * Number(seconds)
  do {
    const run = subjects[name]()
    const from = process.hrtime.bigint()
    digits = run()
    took.push(Number(process.hrtime.bigint() - from))
  } while (performance.now() < end)
  return took.toSorted((a, b) => a - b)[took.length >> 1]
}

function chunks() {
  const list = []
  for (let from = 0; from + CHUNK <= samples.length; from += CHUNK) list.push(samples.subarray(from, from + CHUNK))
  return list
}

function single(build) {
  const decoder = new DtmfDecoder({ build })
  const list = chunks()
  return () => {
    let count = 0
    for (const chunk of list) count += decoder.push(chunk).length
    return count + decoder.end().length
  }
}

/** A bank lives as long as its host, so the turns are one stream that goes on; the frames are the audio of 64 lines. */
function bankOf() {
  const receivers = new DtmfBank(BANK_CHANNELS)
  let frames
  return () => {
    frames ??= framesOf()
    return () => {
      let count = 0
      for (const frame of frames) count += receivers.push(frame, CHUNK).length
      return count
    }
  }
}

/** 64 decoders, each with a line of its own, in turn. */
function manyOf() {
  const decoders = []
  return () => {
    while (decoders.length < BANK_CHANNELS) decoders.push(new DtmfDecoder())
    const list = chunks()
    const perLine = Math.floor(list.length / BANK_CHANNELS)
    return () => {
      let count = 0
      for (let at = 0; at < perLine; at++)
        for (let line = 0; line < BANK_CHANNELS; line++) count += decoders[line].push(list[line * perLine + at]).length
      return count
    }
  }
}

function framesOf() {
  const length = Math.floor(samples.length / BANK_CHANNELS / CHUNK) * CHUNK
  const frames = []
  for (let from = 0; from < length; from += CHUNK) {
    const frame = new Int16Array(BANK_CHANNELS * CHUNK)
    for (let channel = 0; channel < BANK_CHANNELS; channel++) {
      const at = channel * length + from
      frame.set(samples.subarray(at, at + CHUNK), channel * CHUNK)
    }
    frames.push(frame)
  }
  return frames
}

function goertzeljs() {
  const Dtmf = require('goertzeljs/lib/dtmf')
  const decoder = new Dtmf({ sampleRate: 8000, energyThreshold: 0.05, repeatMin: 1 })
  let count = 0
  const block = 102
  const floats = Float32Array.from(samples, (sample) => sample / 32768)
  return () => {
    // Its events come by timers; what it returns is the same.
    for (let from = 0; from + block <= floats.length; from += block)
      count += decoder.processBuffer(floats.subarray(from, from + block)).length
    return count
  }
}

function detectionStream() {
  const Stream = require('dtmf-detection-stream')
  const stream = new Stream({ format: { sampleRate: 8000, bitDepth: 16, channels: 1 } })
  let count = 0
  stream.on('dtmf', () => count++)
  const buffers = chunks().map((chunk) => Buffer.from(chunk.slice().buffer))
  return () => {
    for (const buffer of buffers) stream.write(buffer)
    return count
  }
}
