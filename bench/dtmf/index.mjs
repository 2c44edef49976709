// Nanoseconds per 8 kHz sample, and channels that one core hears in real time, beside the competitors: same audio, fresh
// processes, order turned round every time, medians.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL, fileURLToPath } from 'node:url'
import { writeAudio } from './audio.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
let say = console.log
/** How long a competitor is measured, after as long a warm-up. */
const SECONDS = 0.5

/** Runs the comparison and prints its table. Needs the built package; peers that are missing are left out, in a line. */
export function runDtmfBench({ rounds = 5, seconds = 120, print: printLine = console.log } = {}) {
  say = printLine
  const folder = mkdtempSync(join(tmpdir(), 'dtmf-bench-'))
  try {
    const audio = writeAudio(folder, seconds)
    const subjects = availableSubjects(folder)
    const times = new Map()
    for (let round = 0; round < rounds; round++) {
      for (const [name, run] of round % 2 ? subjects.toReversed() : subjects) {
        for (const [signal, file] of Object.entries(audio)) {
          const key = `${name} ${signal}`
          const { ns, digits } = run(file)
          times.set(key, { ns: [...(times.get(key)?.ns ?? []), ns], digits })
        }
      }
    }
    return print(subjects, Object.keys(audio), times, rounds, seconds)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function availableSubjects(folder) {
  const own = ['strowger-simd', 'strowger-scalar', 'strowger-64', 'strowger-bank'].map((name) => [name, inNode(name)])
  const peers = []
  for (const name of ['goertzeljs', 'dtmf-detection-stream']) {
    if (existsSync(join(HERE, 'node_modules', name)) || existsSync(join(HERE, '../node_modules', name)))
      peers.push([name, inNode(name)])
    else say(`left out: ${name} is not installed`)
  }
  const spandsp = join(folder, 'spandsp')
  try {
    execFileSync('gcc', ['-O3', '-o', spandsp, join(HERE, 'spandsp.c'), '-lspandsp'], { stdio: 'ignore' })
    peers.push([
      'spandsp (C)',
      (file) => JSON.parse(execFileSync(spandsp, [file, String(SECONDS)], { encoding: 'utf8' })),
    ])
  } catch {
    say('left out: spandsp (needs gcc and libspandsp-dev)')
  }
  try {
    execFileSync('multimon-ng', ['-h'], { stdio: 'ignore' })
  } catch (error) {
    if (error.code === 'ENOENT') {
      say('left out: multimon-ng is not installed')
      return [...own, ...peers]
    }
  }
  return [...own, ...peers, ['multimon-ng (C, process)', multimon(folder)]]
}

function inNode(name, seconds = SECONDS) {
  return (file) =>
    JSON.parse(
      execFileSync(process.execPath, [join(HERE, 'subject.mjs'), name, file, String(seconds)], { encoding: 'utf8' }),
    )
}

/** The whole program over the audio at its own 22 050 Hz, less its time over nothing. */
function multimon(folder) {
  const run = (file) => {
    const from = process.hrtime.bigint()
    const text = execFileSync('multimon-ng', ['-q', '-t', 'raw', '-a', 'DTMF', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return { ns: Number(process.hrtime.bigint() - from), digits: text.split('DTMF:').length - 1 }
  }
  const nothing = join(folder, 'nothing.raw')
  writeFileSync(nothing, '')
  return (file) => {
    const wide = `${file}.22050`
    if (!existsSync(wide)) writeFileSync(wide, widened(readFileSync(file)))
    const { ns, digits } = run(wide)
    return { ns: (ns - run(nothing).ns) / (statSync(file).size / 2), digits }
  }
}

function widened(bytes) {
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
  const wide = new Int16Array(Math.floor((samples.length - 1) * 2.75625))
  for (let index = 0; index < wide.length; index++) {
    const at = index / 2.75625
    const left = Math.floor(at)
    wide[index] = Math.round(samples[left] + (at - left) * (samples[left + 1] - samples[left]))
  }
  return new Uint8Array(wide.buffer)
}

function print(subjects, signals, times, rounds, seconds) {
  say(
    `DTMF decoders: ns per 8 kHz sample, median of ${rounds} processes over ${seconds} s of each signal; less is better.`,
  )
  say(`| | ${signals.join(' | ')} | channels per core, ${signals[0]} | digits heard: ${signals.join(', ')} |`)
  say(`| --- |${' ---: |'.repeat(signals.length + 2)}`)
  const rows = subjects.map(([name]) => {
    const cells = signals.map((signal) => times.get(`${name} ${signal}`))
    const ns = cells.map((cell) => cell.ns.toSorted((a, b) => a - b)[cell.ns.length >> 1])
    const channels = Math.round(1e9 / 8000 / ns[0])
    const digits = cells.map((cell) => cell.digits)
    say(`| ${name} | ${ns.map((each) => each.toFixed(2)).join(' | ')} | ${channels} | ${digits.join(', ')} |`)
    return { name, ns: Object.fromEntries(signals.map((signal, index) => [signal, ns[index]])), channels, digits }
  })
  return rows
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) runDtmfBench()
