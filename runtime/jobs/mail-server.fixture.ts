import { createServer, type AddressInfo } from 'node:net'

/** On a free port of this machine. */
export const listen = (server: { listen(port: number, host: string, done: () => void): unknown; address(): unknown }) =>
  new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))

/** A mail server that takes everything. */
export const mails: string[] = []
export const mailServer = createServer((socket) => {
  let isData = false
  let mail = ''
  socket.on('error', () => undefined)
  socket.write('220 test\r\n')
  let rest = ''
  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString()).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (isData) {
        if (line !== '.') mail += `${line}\n`
        else {
          isData = false
          mails.push(mail)
          mail = ''
          socket.write('250 taken\r\n')
        }
      } else if (/^DATA/i.test(line)) {
        isData = true
        socket.write('354 go on\r\n')
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    }
  })
})
