import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { WebSocketServer } from 'ws'
import { DEFAULT_LIMITS } from '../../sip/message/limits.ts'
import { Connections } from './connections.ts'
import type { ConnectionLimits, SipAddress, SipListener, SipReceiver } from './listener.ts'

const PING = Buffer.from('\r\n\r\n')
const PONG = Buffer.from('\r\n')

/** SIP over WebSocket: one message in each frame, sub-protocol `sip`. RFC 7118 */
export async function listenWebSocket(
  { transport, address = '127.0.0.1', port, tls }: SipAddress & { readonly transport: 'ws' | 'wss' },
  receiver: SipReceiver,
  limits: ConnectionLimits,
): Promise<SipListener> {
  const connections = new Connections()
  const http = transport === 'wss' ? createHttpsServer({ ...tls }) : createHttpServer()
  const server = new WebSocketServer({
    server: http,
    maxPayload: DEFAULT_LIMITS.headBytes + DEFAULT_LIMITS.bodyBytes,
    handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
  })
  server.on('connection', (socket, request) => {
    const { remoteAddress, remotePort } = request.socket
    const refused = remoteAddress === undefined || remotePort === undefined || connections.size >= limits.maxConnections
    if (refused || socket.protocol !== 'sip') {
      socket.close(1002)
      return
    }
    const connection = connections.add(
      { address: remoteAddress, port: remotePort },
      {
        // Text where it is text: browsers' stacks expect it so.
        send: (bytes) => {
          socket.send(bytes, { binary: false })
        },
        close: () => {
          socket.terminate()
        },
      },
    )
    let heardMs = performance.now()
    const idle = setInterval(() => {
      if (performance.now() - heardMs > limits.idleMs) socket.terminate()
    }, limits.idleMs)
    idle.unref()
    // WebSocket's own pings, answered by the server, keep a connection as well. RFC 7118 §6
    socket.on('ping', () => {
      heardMs = performance.now()
    })
    socket.on('message', (data) => {
      heardMs = performance.now()
      // Whole messages come as one Buffer: that is the server's default `binaryType`.
      if (!Buffer.isBuffer(data)) return
      if (data.equals(PING)) {
        socket.send(PONG, { binary: false })
        return
      }
      receiver.onBytes(data, { transport, address: remoteAddress, port: remotePort, connection })
    })
    socket.on('error', (error) => {
      receiver.onError(error)
    })
    socket.on('close', () => {
      clearInterval(idle)
      connections.remove(connection)
    })
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, address, () => {
      http.off('error', reject)
      resolve()
    })
  })
  const bound = http.address()
  return {
    transport,
    port: typeof bound === 'object' && bound !== null ? bound.port : port,
    send(bytes, peer) {
      const open = connections.of(peer)
      open?.send(bytes)
      // A browser cannot be called: only the connection that it opened leads there. RFC 7118 §5
      return open !== undefined
    },
    close() {
      connections.closeAll()
      server.close()
      http.close()
    },
  }
}
