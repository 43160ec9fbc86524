import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { fail } from '@formwork/platform/error/index.ts'

/** Hosts that an administrator allows although they lie inside (`FORMWORK_ALLOWED_HOSTS`, separated by commas). */
function allowedHosts(): ReadonlySet<string> {
  return new Set(
    (process.env.FORMWORK_ALLOWED_HOSTS ?? '')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
  )
}

/**
 * The address that will be connected to, looked up once: what is private, loopback, link-local or metadata is refused, also when
 * a name leads there. Errors: `address-refused`.
 */
export async function resolveOutside(url: URL): Promise<{ readonly address: string; readonly family: 4 | 6 }> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse(url, '只支持 http 和 https', 'only http and https are called')
  if (url.username !== '' || url.password !== '') throw refuse(url, '地址中不能带密码', 'an address may not carry a password')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = await lookup(host, { all: true }).catch(() => [])
  const [first] = found
  if (first === undefined) throw refuse(url, '找不到主机', 'the host is not found')
  if (!allowedHosts().has(url.host) && !allowedHosts().has(url.hostname) && found.some(({ address }) => isInside(address))) {
    throw refuse(url, '指向内部网络', 'it leads into the own network')
  }
  return { address: first.address, family: first.family === 6 ? 6 : 4 }
}

/** Everything that is not an ordinary address of the internet. */
export function isInside(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  if (isIP(plain) === 4) return INSIDE.some((range) => range.test(plain))
  // Only global unicast (2000::/3) lies outside, without the ranges that carry an IPv4 address or are documentation.
  return !/^[23]/.test(plain) || /^(2001:(0{0,4}:|db8:|db8$)|2002:)/.test(plain)
}

/** This network, private, shared, loopback, link-local with metadata, protocol, benchmark, multicast and reserved ranges. */
const INSIDE: readonly RegExp[] = [
  /^(0|10|127)\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^169\.254\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^192\.(168|0)\./,
  /^198\.1[89]\./,
  /^(22[4-9]|2[3-5]\d)\./,
]

function refuse(url: URL, zh: string, en: string): Error {
  return fail('address-refused', { address: url.host, reason: { zh, en } })
}
