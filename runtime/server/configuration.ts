import { join, resolve } from 'node:path'
import { fail } from '@formwork/platform/error/index.ts'

/** The repository's own root: the default data directory and the built client lie under it. */
const ROOT = resolve(import.meta.dirname, '../..')

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

/** What an installation may decide; everything else is the product's business. */
export interface Configuration {
  /** The server directory: one folder a workspace. */
  readonly dataDirectory: string
  readonly host: string
  readonly port: number
  readonly sqliteDriver: string
  /** Behind so many proxies that are trusted to name the client's address; 0 when clients connect directly. */
  readonly trustedProxies: number
  readonly clientFolder: string
  readonly logLevel: LogLevel
  /** Where the log goes; absent: standard error. */
  readonly logFile?: string
  /** Milliseconds that a report may run before it is stopped. */
  readonly queryLimit: number
  /** Requests a minute that one session, key or address may send. */
  readonly requestsPerMinute: number
  /** Who knows it may read `/metrics`; absent: nobody may. */
  readonly metricsToken?: string
}

const LOG_LEVELS: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug']
const LEAST_TOKEN = 16
const DRIVERS = ['better-sqlite3', 'sqlite3']

/** Every variable that the server reads, with what it means: `formwork help start` prints it. */
export const VARIABLES: Readonly<Record<string, string>> = {
  FORMWORK_DATA: 'the data directory (default: data/ in the root of the repository)',
  FORMWORK_HOST: 'the address to listen at (default: 127.0.0.1)',
  FORMWORK_PORT: 'the port (default: 8080)',
  FORMWORK_SQLITE_DRIVER: 'better-sqlite3 (default) or sqlite3',
  FORMWORK_TRUSTED_PROXIES: 'number of reverse proxies in front (default: 0)',
  FORMWORK_CLIENT: 'folder of the built client (default: .build/client)',
  FORMWORK_LOG_LEVEL: 'silent, error, warn, info (default) or debug',
  FORMWORK_LOG_FILE: 'file of the JSON log (default: standard error)',
  FORMWORK_QUERY_SECONDS: 'a report is stopped after so many seconds (default: 30)',
  FORMWORK_SMTP_URL: 'mail server for notices, such as smtps://user:password@host:465 (default: none)',
  FORMWORK_MAIL_FROM: 'sender of mails',
  FORMWORK_ALLOWED_HOSTS: 'hosts of the own network that webhooks may call, separated by commas (default: none)',
  FORMWORK_METRICS_TOKEN: 'at least 16 characters: who sends it as a bearer token may read /metrics (default: nobody)',
  FORMWORK_REQUESTS_PER_MINUTE: 'requests that one session, key or address may send (default: 3000)',
}

/** Reads the environment; unset means the safe default, nonsense is refused. Errors: `unsafe-configuration`. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>> = process.env): Configuration {
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined
  return {
    dataDirectory: resolve(text('FORMWORK_DATA') ?? join(ROOT, 'data')),
    host: text('FORMWORK_HOST') ?? '127.0.0.1',
    port: readInteger(text('FORMWORK_PORT'), 'FORMWORK_PORT', { usual: 8080, minimum: 0, maximum: 65_535 }),
    sqliteDriver: readChoice(text('FORMWORK_SQLITE_DRIVER'), 'FORMWORK_SQLITE_DRIVER', DRIVERS, 'better-sqlite3'),
    trustedProxies: readInteger(text('FORMWORK_TRUSTED_PROXIES'), 'FORMWORK_TRUSTED_PROXIES', { usual: 0, minimum: 0, maximum: 10 }),
    clientFolder: resolve(text('FORMWORK_CLIENT') ?? join(ROOT, '.build/client')),
    logLevel: readChoice(text('FORMWORK_LOG_LEVEL'), 'FORMWORK_LOG_LEVEL', LOG_LEVELS, 'info'),
    logFile: text('FORMWORK_LOG_FILE'),
    metricsToken: readToken(text('FORMWORK_METRICS_TOKEN')),
    queryLimit: 1000 * readInteger(text('FORMWORK_QUERY_SECONDS'), 'FORMWORK_QUERY_SECONDS', { usual: 30, minimum: 1, maximum: 3600 }),
    requestsPerMinute: readInteger(text('FORMWORK_REQUESTS_PER_MINUTE'), 'FORMWORK_REQUESTS_PER_MINUTE', {
      usual: 3000,
      minimum: 1,
      maximum: 10_000_000,
    }),
  }
}

/** A port as somebody typed it. Errors: `unsafe-configuration`. */
export function readPort(text: string, name: string): number {
  return readInteger(text, name, { usual: 0, minimum: 0, maximum: 65_535 })
}

function readInteger(text: string | undefined, name: string, bounds: { usual: number; minimum: number; maximum: number }): number {
  if (text === undefined) return bounds.usual
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= bounds.minimum && value <= bounds.maximum)) throw refuse(name, text, `${bounds.minimum} … ${bounds.maximum}`)
  return value
}

function readToken(text: string | undefined): string | undefined {
  if (text !== undefined && text.length < LEAST_TOKEN) throw refuse('FORMWORK_METRICS_TOKEN', '…', `${LEAST_TOKEN} +`)
  return text
}

function readChoice<T extends string>(text: string | undefined, name: string, choices: readonly T[], usual: T): T {
  if (text === undefined) return usual
  const chosen = choices.find((choice) => choice === text)
  if (chosen === undefined) throw refuse(name, text, choices.join(', '))
  return chosen
}

function refuse(name: string, text: string, expected: string): Error {
  return fail('unsafe-configuration', { reason: { zh: `${name}=${text}，应为 ${expected}`, en: `${name}=${text}, expected ${expected}` } })
}
