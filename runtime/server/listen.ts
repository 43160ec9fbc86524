import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fail } from '@formwork/platform/error/index.ts'

/** How many ports after the wished one are tried. */
const NEXT_PORTS = 20

/** Listens; when the port is taken and another will do, at the next free one. Returns the port. Errors: service-unavailable. */
export async function listen(server: Server, wish: { host: string; port: number; isFixed: boolean }): Promise<number> {
  for (let port = wish.port; ; port++) {
    try {
      return await listenAt(server, wish.host, port)
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (isTaken && !wish.isFixed && port < wish.port + NEXT_PORTS && port < 65_535) continue
      throw fail('service-unavailable', { reason: `${wish.host}:${port} ${(error as Error).message}` })
    }
  }
}

function listenAt(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
