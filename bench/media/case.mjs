// One case in a fresh process: prints nanoseconds an operation, the least of several runs.
import {
  AdaptivePolicy,
  AnsweringMachineDetector,
  FixedPolicy,
  G711,
  JitterBuffer,
  MediaLoad,
  RtpView,
  syntheticSpeech,
  writeRtp,
  writeRtpInto,
} from '@strowger/core'
import { nodeCryptography } from '@strowger/core/edge'
import { BridgeLoad } from '@strowger/sim'

const speech = new G711('mu').encode(syntheticSpeech(64 * 20, 3))
const payload = speech.slice(0, 160)
const packets = Array.from({ length: 64 }, (_, i) =>
  writeRtp({ payloadType: 0, sequence: i, timestamp: i * 160, ssrc: 7 }, speech.slice(i * 160, i * 160 + 160)),
)
let sink = 0

/** Runs `body(from, to)` over growing ranges; the least time an operation of `runs`, the first not counted. */
function least(count, body, runs = 8) {
  let best = Number.POSITIVE_INFINITY
  body(0, count)
  for (let run = 1; run <= runs; run++) {
    const start = performance.now()
    body(run * count, (run + 1) * count)
    best = Math.min(best, ((performance.now() - start) * 1e6) / count)
  }
  return best
}

/** Arrival order of packets with normal jitter of 5 ms, as in jitter-native.c. */
function arrivals(count) {
  let state = 1
  const uniform = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const at = Float64Array.from({ length: count }, (_, i) => {
    const radius = Math.sqrt(-2 * Math.log(uniform() + 1e-9))
    return i * 20 + 50 + 5 * radius * Math.cos(2 * Math.PI * uniform())
  })
  const order = Int32Array.from({ length: count }, (_, i) => i).sort((a, b) => at[a] - at[b] || a - b)
  return { at: order.map((i) => i) && Float64Array.from(order, (i) => at[i]), order }
}

function stamp(bytes, index) {
  bytes[2] = index >> 8
  bytes[3] = index
  const ts = index * 160
  bytes[4] = ts >> 24
  bytes[5] = ts >> 16
  bytes[6] = ts >> 8
  bytes[7] = ts
}

/** Insert and pull, less what making and parsing the packet costs in the same process. */
function jitter(policy, decoder) {
  // Half a millisecond a run: on a busy machine a longer one is never left in peace.
  const count = 5000
  const runs = 180
  const { at, order } = arrivals(count * (runs + 1))
  const view = new RtpView()
  const out = new Int16Array(160)
  const buffer = new JitterBuffer({ decoders: new Map([[0, decoder]]), policy })
  let next = 0
  const whole = least(
    count,
    (from, to) => {
      for (let k = from; k < to; k++) {
        const now = k * 20 + 50
        for (; next < at.length && at[next] <= now; next++) {
          const bytes = packets[order[next] & 63]
          stamp(bytes, order[next])
          view.parse(bytes)
          buffer.insert(view, at[next])
        }
        buffer.pull(out, now)
      }
    },
    runs,
  )
  next = 0
  const making = least(
    count,
    (from, to) => {
      for (let k = from; k < to; k++) {
        const now = k * 20 + 50
        for (; next < at.length && at[next] <= now; next++) {
          const bytes = packets[order[next] & 63]
          stamp(bytes, order[next])
          view.parse(bytes)
          sink += view.seq16
        }
      }
    },
    runs,
  )
  return whole - making
}

/** A codec that decodes nothing: what is measured is the buffer, as pjmedia's and libre's hand on frames. */
const opaque = {
  clockHz: 8000,
  stateless: true,
  samplesIn: (_bytes, _offset, length) => length,
  decodeInto: (_o, _a, _b, _f, length) => length,
}

const cases = {
  'answering machine, 20 ms of speech/strowger': () => {
    const said = syntheticSpeech(64 * 20, 3)
    const detector = new AnsweringMachineDetector()
    return least(20_000, (from, to) => {
      // Speech without an end is a machine's whose tone is waited for: it is never over.
      for (let i = from; i < to; i++) detector.hear(said, (i & 63) * 160, 160)
      if (detector.isOver) throw new Error('a detector that has heard enough looks at nothing')
    })
  },
  'parse/strowger': () => {
    const view = new RtpView()
    return least(300_000, (from, to) => {
      for (let i = from; i < to; i++) {
        view.parse(packets[i & 63])
        sink += view.seq16 + view.rtpTs + view.ssrc + view.payloadBytes
      }
    })
  },
  'parse/rtp.js': async () => {
    const { RtpPacket } = (await import('rtp.js')).default.packets
    const views = packets.map((bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    return least(50_000, (from, to) => {
      for (let i = from; i < to; i++) {
        const packet = new RtpPacket(views[i & 63])
        sink += packet.getSequenceNumber() + packet.getTimestamp() + packet.getSsrc() + packet.getPayload().byteLength
      }
    })
  },
  'parse/rtp-packet': async () => {
    const { parse } = await import('rtp-packet')
    const buffers = packets.map((bytes) => Buffer.from(bytes))
    return least(50_000, (from, to) => {
      for (let i = from; i < to; i++) {
        const packet = parse(buffers[i & 63])
        sink += packet.sequenceNumber + packet.timestamp + packet.ssrc + packet.payload.length
      }
    })
  },
  'parse/werift-rtp': async () => {
    const { RtpPacket } = await import('werift-rtp')
    const buffers = packets.map((bytes) => Buffer.from(bytes))
    return least(10_000, (from, to) => {
      for (let i = from; i < to; i++) {
        const packet = RtpPacket.deSerialize(buffers[i & 63])
        sink += packet.header.sequenceNumber + packet.header.timestamp + packet.header.ssrc + packet.payload.length
      }
    })
  },
  'write/strowger': () => {
    const out = new Uint8Array(200)
    const header = { payloadType: 0, sequence: 0, timestamp: 0, ssrc: 7 }
    return least(200_000, (from, to) => {
      for (let i = from; i < to; i++) {
        header.sequence = i
        header.timestamp = i * 160
        sink += writeRtpInto(out, header, payload)
      }
    })
  },
  'write/rtp-packet': async () => {
    const { serialize } = await import('rtp-packet')
    const body = Buffer.from(payload)
    return least(50_000, (from, to) => {
      for (let i = from; i < to; i++) {
        sink += serialize({
          payloadType: 0,
          sequenceNumber: i & 65_535,
          timestamp: (i * 160) >>> 0,
          ssrc: 7,
          payload: body,
        }).length
      }
    })
  },
  'jitter/strowger fixed': () => jitter(new FixedPolicy(60), opaque),
  'jitter/strowger adaptive': () => jitter(new AdaptivePolicy(), opaque),
  'jitter/strowger adaptive with G.711': () => jitter(new AdaptivePolicy(), new G711('mu')),
  'jitter/rtp-packet': async () => {
    const { JitterBuffer: Theirs, parse } = await import('rtp-packet')
    const buffers = packets.map((bytes) => Buffer.from(bytes))
    const theirs = new Theirs({ latency: 60, output: () => sink++ })
    const whole = least(30_000, (from, to) => {
      for (let i = from; i < to; i++) {
        stamp(buffers[i & 63], i)
        theirs.push(parse(buffers[i & 63]))
      }
    })
    theirs.close()
    const making = least(30_000, (from, to) => {
      for (let i = from; i < to; i++) {
        stamp(buffers[i & 63], i)
        sink += parse(buffers[i & 63]).ssrc
      }
    })
    return whole - making
  },
  'G.711 decode/strowger, a sample': () => {
    const codec = new G711('mu')
    const out = new Int16Array(160)
    return (
      least(100_000, (from, to) => {
        for (let i = from; i < to; i++) sink += codec.decodeInto(out, 0, payload, 0, 160)
      }) / 160
    )
  },
  'G.711 decode/alawmulaw, a sample': async () => {
    const { mulaw } = (await import('alawmulaw')).default
    return (
      least(10_000, (from, to) => {
        for (let i = from; i < to; i++) sink += mulaw.decode(payload)[3]
      }) / 160
    )
  },
  'G.711 encode/strowger, a sample': () => {
    const codec = new G711('mu')
    const samples = Int16Array.from({ length: 160 }, (_, i) => 9000 * Math.sin(i / 5))
    const out = new Uint8Array(160)
    return (
      least(100_000, (from, to) => {
        for (let i = from; i < to; i++) sink += codec.encodeInto(out, 0, samples, 0, 160)
      }) / 160
    )
  },
  'G.711 encode/alawmulaw, a sample': async () => {
    const { mulaw } = (await import('alawmulaw')).default
    const samples = Int16Array.from({ length: 160 }, (_, i) => 9000 * Math.sin(i / 5))
    return (
      least(10_000, (from, to) => {
        for (let i = from; i < to; i++) sink += mulaw.encode(samples)[3]
      }) / 160
    )
  },
  'bridged call of a host, 20 ms/strowger': () => {
    const load = new BridgeLoad({ calls: 100, seed: 1, cryptography: nodeCryptography })
    for (let i = 0; i < 200; i++) load.tick()
    return (
      least(50, (from, to) => {
        for (let i = from; i < to; i++) load.tick()
      }) / 100
    )
  },
  'whole call, 20 ms/strowger': () => {
    const load = new MediaLoad({ calls: 200 })
    for (let i = 0; i < 200; i++) load.tick()
    return (
      least(50, (from, to) => {
        for (let i = from; i < to; i++) load.tick()
      }) / 200
    )
  },
}

const wanted = process.argv[2]
if (wanted === '--list') console.log(Object.keys(cases).join('\n'))
else {
  console.log((await cases[wanted]()).toFixed(2))
  if (sink === 0.5) console.log(sink)
}
