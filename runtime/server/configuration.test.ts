import { isAppError } from '@formwork/platform/error/index.ts'
import { describe, expect, it } from 'vitest'
import { readConfiguration, VARIABLES } from './configuration.ts'

function refusal(environment: Record<string, string>): string | undefined {
  try {
    readConfiguration(environment)
  } catch (error) {
    if (isAppError(error, 'unsafe-configuration')) return error.describe('en')
    throw error
  }
  return undefined
}

describe('configuration', () => {
  it('is safe when nothing is set', () => {
    const { host, port, trustedProxies, sqliteDriver, dataDirectory } = readConfiguration({})
    expect({ host, port, trustedProxies, sqliteDriver }).toEqual({
      host: '127.0.0.1',
      port: 8080,
      trustedProxies: 0,
      sqliteDriver: 'better-sqlite3',
    })
    expect(dataDirectory.endsWith('/data')).toBe(true)
  })

  it('takes what is well formed, and an empty variable as unset', () => {
    expect(readConfiguration({ FORMWORK_PORT: '0', FORMWORK_HOST: '  ', FORMWORK_LOG_LEVEL: 'debug' })).toMatchObject({
      port: 0,
      host: '127.0.0.1',
      logLevel: 'debug',
    })
  })

  it('refuses a short token without repeating it', () => {
    expect(refusal({ FORMWORK_METRICS_TOKEN: 'short-secret' })).toMatch(/FORMWORK_METRICS_TOKEN=…/)
  })

  it.each([
    ['FORMWORK_PORT', '65536'],
    ['FORMWORK_PORT', '80a'],
    ['FORMWORK_PORT', '-1'],
    ['FORMWORK_TRUSTED_PROXIES', 'all'],
    ['FORMWORK_SQLITE_DRIVER', 'sql.js'],
    ['FORMWORK_LOG_LEVEL', 'loud'],
    ['FORMWORK_QUERY_SECONDS', '0'],
  ])('refuses %s=%s by its name', (name, value) => {
    expect(refusal({ [name]: value })).toContain(`${name}=${value}`)
  })

  it('explains every variable', () => {
    expect(Object.values(VARIABLES).every((meaning) => meaning.length > 10)).toBe(true)
  })
})
