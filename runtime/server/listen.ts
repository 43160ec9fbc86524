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
      throw fail('service-unavailable', { reason: describe(wish.host, port, error as NodeJS.ErrnoException) })
    }
  }
}

/** Why the address cannot be had, and what to do. */
function describe(host: string, port: number, { code, message }: NodeJS.ErrnoException): { zh: string; en: string } {
  const at = `${host}:${port}`
  switch (code) {
    case 'EADDRINUSE':
      return {
        zh: `${at} 已被另一个程序占用（也许模搭已在运行），请用 --port 换一个端口（EADDRINUSE）`,
        en: `${at} is used by another program (perhaps this one runs already): choose another port by --port (EADDRINUSE)`,
      }
    case 'EACCES':
      return {
        zh: `没有权限使用 ${at}，1024 以下的端口通常只许系统管理员使用，请用 --port 换一个（EACCES）`,
        en: `no right to listen at ${at}: ports below 1024 are mostly the system's, choose another by --port (EACCES)`,
      }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        zh: `本机没有地址 ${host}，请检查 --host（${code}）`,
        en: `this machine has no address ${host}: check --host (${code})`,
      }
    default:
      return { zh: `${at} ${message}`, en: `${at} ${message}` }
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
