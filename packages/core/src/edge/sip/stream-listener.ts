import { type Server, type Socket, connect as connectTcp, createServer as createTcpServer } from 'node:net'
import { connect as connectTls, createServer as createTlsServer } from 'node:tls'
import { StreamFramer } from '../../sip/message/stream-framer.ts'
import type { Peer } from '../../sip/transaction/peer.ts'
import { Connections, type Place } from './connections.ts'
import { KeepAlive } from './keep-alive.ts'
import type { ConnectionLimits, SipAddress, SipListener, SipReceiver } from './listener.ts'

const PONG = new Uint8Array([13, 10])

/** SIP on TCP and TLS: messages are cut by their Content-Length, pings answered and, on connections that calls out have opened, sent (RFC 5626 §4.4.1). */
export async function listenStream(
  { transport, address = '127.0.0.1', port, tls }: SipAddress & { readonly transport: 'tcp' | 'tls' },
  receiver: SipReceiver,
  limits: ConnectionLimits,
): Promise<SipListener> {
  const connections = new Connections()

  const take = (socket: Socket, remote: Place, keepAlive?: KeepAlive): void => {
    const framer = new StreamFramer()
    const number = connections.add(remote, {
      send: (bytes) => {
        keepAlive?.carried()
        socket.write(bytes)
      },
      close: () => socket.destroy(),
    })
    const peer: Peer = { ...remote, transport, connection: number }
    socket.setNoDelay(true)
    socket.setTimeout(limits.idleMs, () => socket.destroy())
    socket.on('data', (bytes: Buffer) => {
      keepAlive?.heard()
      framer.push(bytes)
      for (let piece = framer.next(); piece !== undefined; piece = framer.next()) {
        if (piece.kind === 'message') {
          keepAlive?.carried()
          receiver.onMessage(piece.view, peer)
        } else if (piece.kind === 'ping') {
          // Where this side pings, two line ends are two answers.
          if (keepAlive === undefined) socket.write(PONG)
        } else {
          receiver.onBroken(peer)
          socket.destroy()
          return
        }
      }
    })
    socket.on('error', (error) => {
      receiver.onError(error)
    })
    socket.on('close', () => {
      connections.remove(number)
    })
  }

  const accept = (socket: Socket): void => {
    const { remoteAddress, remotePort } = socket
    if (remoteAddress === undefined || remotePort === undefined || connections.size >= limits.maxConnections) {
      socket.destroy()
      return
    }
    take(socket, { address: remoteAddress, port: remotePort })
  }

  const server: Server =
    transport === 'tls' ? createTlsServer({ cert: tls?.cert, key: tls?.key }, accept) : createTcpServer(accept)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (error) => {
    receiver.onError(error)
  })
  const bound = server.address()
  return {
    transport,
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    send(bytes, peer) {
      const open = connections.of(peer)
      // A peer that came over a connection which is gone cannot be reached: its address is often that of a NAT.
      if (open === undefined && peer.connection !== undefined) return false
      if (open !== undefined) {
        open.send(bytes)
        return true
      }
      const { address: host, port: toPort, domain } = peer
      const where = { host, port: toPort }
      const proof = domain === undefined ? tls : { ...tls, servername: domain }
      const socket = transport === 'tls' ? connectTls({ ...where, ...proof }) : connectTcp(where)
      take(socket, peer, new KeepAlive(socket, limits))
      let connected = false
      // A TLS server that cannot prove who it is was not reached.
      socket.once(transport === 'tls' ? 'secureConnect' : 'connect', () => {
        connected = true
      })
      socket.once('close', () => {
        if (!connected) receiver.onUnreachable(peer)
      })
      socket.write(bytes)
      return true
    },
    close() {
      server.close()
      connections.closeAll()
    },
  }
}
