// How many bridged calls one core of a host carries on UDP: `node bench/media/host-udp.mjs [calls] [seconds]`. This process is the host's, with one
// media thread; another one is all the telephones. What is told is processor time of the host a call, and whether any tick came late.
import { fork } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { G711, syntheticSpeech } from '@strowger/core'
import { MediaThreads } from '@strowger/sim/edge'

const FRAME = 160
const TICK_MS = 20
const SETTLE_MS = 3000

/** All telephones: each says a speech of its own every 20 ms; packets go out spread over the tick. */
async function telephones(count) {
  const speech = new G711('mu').encode(syntheticSpeech(20_000, 1))
  let heard = 0
  const phones = []
  for (let i = 0; i < count; i++) {
    const socket = createSocket({ type: 'udp4', lookup: (address, _, found) => found(null, address, 4) })
    await new Promise((bound) => socket.bind(0, '127.0.0.1', bound))
    socket.on('message', () => heard++)
    phones.push({ socket, port: 0, at: (i * 7919 * FRAME) % (speech.length - FRAME), sequence: i })
  }
  process.send(phones.map(({ socket }) => socket.address().port))
  const [ports] = await once(process, 'message')
  ports.forEach((port, i) => (phones[i].port = port))
  const say = (phone) => {
    const bytes = Buffer.alloc(12 + FRAME)
    bytes[0] = 0x80
    bytes.writeUInt16BE(phone.sequence & 0xffff, 2)
    bytes.writeUInt32BE((phone.sequence * FRAME) >>> 0, 4)
    bytes.writeUInt32BE(phone.port, 8)
    bytes.set(speech.subarray(phone.at, phone.at + FRAME), 12)
    phone.sequence++
    phone.at = (phone.at + FRAME) % (speech.length - FRAME)
    phone.socket.send(bytes, phone.port, '127.0.0.1')
  }
  const groups = Array.from({ length: TICK_MS / 2 }, (_, g) => phones.filter((_, i) => i % (TICK_MS / 2) === g))
  let due = performance.now()
  let group = 0
  let sent = 0
  const step = () => {
    for (; due <= performance.now(); due += 2) {
      groups[group].forEach(say)
      sent += groups[group].length
      group = (group + 1) % groups.length
    }
    setTimeout(step, Math.max(0, due - performance.now()))
  }
  step()
  process.on('message', () => process.send({ heard, sent }))
}

async function host(calls, seconds) {
  const media = MediaThreads.start({ threads: 1, portRange: [20_000, 20_000 + 4 * calls + 3], onEvent: () => {} })
  const peers = fork(fileURLToPath(import.meta.url), ['telephones', String(2 * calls)])
  const [phones] = await once(peers, 'message')
  const ports = []
  let near
  for (const [i, port] of phones.entries()) {
    const { leg, port: own } = await media.openLeg(i % 2 === 0 ? {} : { near })
    await media.connectLeg(leg, {
      remote: { address: '127.0.0.1', port },
      codec: 'pcmu',
      payloadType: 0,
      ptimeMs: TICK_MS,
      direction: 'sendrecv',
      inbandDigits: i % 2 === 0,
    })
    ports.push(own)
    if (i % 2 === 1) {
      media.hear(leg, [near])
      media.hear(near, [leg])
    }
    near = leg
  }
  peers.send(ports)
  const asked = async () => {
    peers.send('count')
    const [[counts], counters] = await Promise.all([once(peers, 'message'), media.counters()])
    return { ...counts, ...counters }
  }
  await sleep(SETTLE_MS)
  const before = await asked()
  const cpu = process.cpuUsage()
  const began = performance.now()
  await sleep(seconds * 1000)
  const { user, system } = process.cpuUsage(cpu)
  const wallMs = performance.now() - began
  const after = await asked()
  const share = (user + system) / 1000 / wallMs
  const since = (name) => after[name] - before[name]
  peers.kill()
  await media.close()
  return {
    calls,
    coreShare: share,
    systemShare: system / (user + system),
    callsPerCore: Math.floor(calls / share),
    packetsSaid: since('sent'),
    packetsReceived: since('packetsReceived'),
    packetsSent: since('packetsSent'),
    lateTicks: since('lateTicks'),
    skippedTicks: since('skippedTicks'),
    longestTickMs: after.longestTickMs,
  }
}

if (process.argv[2] === 'telephones') await telephones(Number(process.argv[3]))
else console.log(JSON.stringify(await host(Number(process.argv[2] ?? 200), Number(process.argv[3] ?? 10)), null, 1))
