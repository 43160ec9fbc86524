import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { OutgoingRequest } from '@formwork/platform/plugin/contracts/notice-channel.ts'
import { resolveOutside } from './outgoing-address.ts'

const TIMEOUT_MILLISECONDS = 10_000
/** What is read of an answer. */
const MOST_ANSWER = 65_536

/** Sends by POST to the address that was looked up and found outside; follows no redirect. Errors: `address-refused`, those of the network. */
export async function sendRequest({ address, headers, body }: OutgoingRequest): Promise<{ status: number; body: string }> {
  const url = new URL(address)
  const place = await resolveOutside(url)
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'Formwork' },
        timeout: TIMEOUT_MILLISECONDS,
        agent: false,
        // Connects to what was looked at, not to what the name says a moment later.
        lookup: (_host, options, done) => {
          if (options.all === true) (done as unknown as (error: null, found: unknown[]) => void)(null, [place])
          else done(null, place.address, place.family)
        },
      },
      (incoming) => {
        let answer = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (text: string) => {
          if (answer.length < MOST_ANSWER) answer += text
        })
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: answer }))
        incoming.on('error', reject)
      },
    )
    outgoing.on('timeout', () => outgoing.destroy(new Error('The receiver did not answer in time')))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
