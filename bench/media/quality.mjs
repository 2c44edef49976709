// Traces × algorithms: delay / loss / R of every policy, NetEQ's and Ramjee's rules, speexdsp when it is there, and the optimum.
// node bench/media/quality.mjs [folder of send_ms,delay_ms traces]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { comparePolicies, parseTrace, scoreTrace } from '@strowger/core'
import { compileNative } from './media-bench.mjs'

/** Plays a trace through speexdsp's jitter buffer, pulled once a packet. */
function playSpeex(program, trace) {
  const lines = Array.from(trace.sendMs, (send, i) => `${send} ${trace.delayMs[i]}`)
  const input = `${trace.sendMs.length} ${trace.packetMs}\n${lines.join('\n')}\n`
  const [delayMs, unplayed, concealed] = execFileSync(program, ['play'], { input, encoding: 'utf8' })
    .split(' ')
    .map(Number)
  return scoreTrace('speexdsp', delayMs, unplayed, concealed)
}

/** All scores of all traces of a folder. */
export function runMediaQuality(folder) {
  const build = mkdtempSync(join(tmpdir(), 'strowger-quality-'))
  try {
    const { program } = compileNative(build)
    return readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => {
        const trace = parseTrace(readFileSync(join(folder, name), 'utf8'))
        const scores = comparePolicies(trace)
        if (program !== undefined) scores.splice(-1, 0, playSpeex(program, trace))
        return { name: name.replace('.csv', ''), scores }
      })
  } finally {
    rmSync(build, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../../../shared/data/jitter', import.meta.url))
  const table = runMediaQuality(folder)
  const policies = table[0].scores.map(({ policy }) => policy)
  const percent = (share) => (share * 100).toFixed(2)
  console.log(`| trace | ${policies.join(' | ')} | adaptive − optimum |`)
  console.log(`| --- |${' --- |'.repeat(policies.length)} ---: |`)
  for (const { name, scores } of table) {
    const best = Math.max(...scores.filter(({ policy }) => policy !== 'optimum').map(({ r }) => r))
    const cells = scores.map(({ delayMs, loss, r }) => {
      const text = `${delayMs.toFixed(0)} / ${percent(loss)} / ${r.toFixed(1)}`
      return r === best ? `**${text}**` : text
    })
    console.log(`| ${name} | ${cells.join(' | ')} | ${(scores[0].r - scores.at(-1).r).toFixed(1)} |`)
  }
}
