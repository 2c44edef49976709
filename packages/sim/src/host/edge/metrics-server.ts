import { createServer, type Server, type ServerResponse } from 'node:http'

/** Metrics by HTTP: `GET /metrics`, and `GET /health`, which says `ok` or `draining`. */
export async function serveMetrics(
  { address, port }: { readonly address: string; readonly port: number },
  metrics: () => Promise<string>,
  health: () => string,
): Promise<Server> {
  const server = createServer((request, response) => {
    const isRead = request.method === 'GET'
    if (isRead && request.url === '/health') response.end(`${health()}\n`)
    else if (isRead && request.url === '/metrics') {
      void answer(response, metrics)
    } else response.writeHead(404).end()
  })
  server.requestTimeout = 5_000
  server.maxConnections = 50
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => {
      resolve()
    })
  })
  return server
}

async function answer(response: ServerResponse, metrics: () => Promise<string>): Promise<void> {
  try {
    const text = await metrics()
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8').end(text)
  } catch {
    response.writeHead(500).end()
  }
}
