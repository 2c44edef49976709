import { test } from 'vitest'
import { type AnsweredBy, AnsweringMachineDetector } from '../../src/index.ts'
import { Answer, MACHINES, PEOPLE } from './answers.ts'
import { falseTones, present, recording, utterances } from './recordings.ts'

const ANSWERS = 200
const LINES = [
  ['clear', -16, -60],
  ['quiet', -28, -60],
  ['street', -16, -36],
  ['bad', -22, -34],
] as const

function share(of: readonly Int16Array[]): string {
  const counts: Record<AnsweredBy, number> = { human: 0, machine: 0, network: 0, unsure: 0 }
  for (const samples of of) {
    const detector = new AnsweringMachineDetector()
    detector.hear(samples)
    counts[detector.by ?? 'unsure'] += 1
  }
  return `${counts.human} / ${counts.machine} / ${counts.unsure}`
}

/** The table of docs/host.md. */
test('human / machine / not sure, of each kind of answer', { timeout: 1e9 }, () => {
  const rows = [...Object.entries(PEOPLE), ...Object.entries(MACHINES)].map(([name, make]) => {
    const cells = LINES.map(([, speech, noise]) =>
      share(Array.from({ length: ANSWERS }, (_, seed) => make(new Answer(seed + 1)).heard(speech, noise))),
    )
    return `| ${name} | ${cells.join(' | ')} |`
  })
  process.stdout.write(`${ANSWERS} each: ${LINES.join('; ')}\n${rows.join('\n')}\n`)
})

test.skipIf(!present)('acted speech and music', { timeout: 1e9 }, () => {
  for (const name of ['queen-a', 'bass-a']) {
    const samples = recording(name)
    const all = utterances(samples)
    const short = all.filter(({ lengthMs }) => lengthMs >= 200 && lengthMs <= 800)
    const long = all.filter(({ lengthMs }) => lengthMs >= 2500)
    const show = (of: typeof all) => `${of.length}: ${share(of.map((each) => each.samples))}`
    process.stdout.write(`${name}: short ${show(short)}; long ${show(long)}; false tones ${falseTones(samples)}\n`)
  }
  process.stdout.write(`music: false tones ${falseTones(recording('music', 10))} in 10 minutes\n`)
})
