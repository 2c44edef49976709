// A host of two legs that records them, until it is killed: `node recording-process.ts <wav> <port> <port>`, the phones' ports.
import { MediaThreads } from '../../../src/host/media/media-threads.ts'

const [path = '', ...phones] = process.argv.slice(2)
const media = MediaThreads.start({ threads: 1, portRange: [43_900, 43_931], onEvent: () => {} })
const legs: number[] = []
const ports: number[] = []
for (const port of phones.map(Number)) {
  const { leg, port: own } = await media.openLeg(legs[0] === undefined ? {} : { near: legs[0] })
  await media.connectLeg(leg, {
    remote: { address: '127.0.0.1', port },
    codec: 'pcmu',
    payloadType: 0,
    ptimeMs: 20,
    direction: 'sendrecv',
  })
  legs.push(leg)
  ports.push(own)
}
await media.record('call', legs, path)
process.send!(ports)
