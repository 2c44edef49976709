import { createSocket } from 'node:dgram'
import { asItIs } from '../as-it-is.ts'
import type { SipAddress, SipListener, SipReceiver } from './listener.ts'

/** SIP on UDP. RFC 3261 §18 */
export async function listenUdp(
  { address = '127.0.0.1', port }: SipAddress,
  receiver: SipReceiver,
): Promise<SipListener> {
  const socket = createSocket({
    type: address.includes(':') ? 'udp6' : 'udp4',
    recvBufferSize: 1 << 20,
    lookup: asItIs,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, address, () => {
      socket.off('error', reject)
      resolve()
    })
  })
  socket.on('message', (bytes, from) => {
    receiver.onBytes(bytes, { transport: 'udp', address: from.address, port: from.port })
  })
  socket.on('error', (error) => {
    receiver.onError(error)
  })
  let open = true
  return {
    transport: 'udp',
    port: socket.address().port,
    send(bytes, peer) {
      if (!open) return false
      socket.send(bytes, peer.port, peer.address, (error) => {
        if (error !== null) receiver.onError(error)
      })
      return true
    },
    close() {
      if (open) socket.close()
      open = false
    },
  }
}
