import { Agent, get, request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { notesTemplate } from './fixture/notes-template.fixture.ts'
import { STARTING, startTestServer } from './fixture/test-server.fixture.ts'
import { startServer } from './main.ts'
import { readConfiguration } from './configuration.ts'
import { pino } from 'pino'

describe('stopping', () => {
  it(
    'answers what is under way, takes nothing new, and does not wait for browsers that keep connections',
    async () => {
      const test = await startTestServer({ files: notesTemplate, sample: 'people' })
      const admin = await test.signedIn('admin')
      const keeping = new Agent({ keepAlive: true })
      await new Promise<void>((resolve) =>
        get(`${test.server.url}/health/live`, { agent: keeping }, (response) => response.resume().on('end', () => resolve())),
      )
      const body = JSON.stringify({ entity: 'item', changes: { values: { code: 'LATE', name: 'Late' } } })
      const status = new Promise<number>((resolve, reject) => {
        const headers = { cookie: admin.cookie!, 'content-type': 'application/json', 'content-length': String(body.length) }
        const outgoing = request(`${test.server.url}/w/one/api/commands/save`, { method: 'POST', headers, agent: false }, (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        })
        outgoing.on('error', reject)
        outgoing.write(body.slice(0, 10))
        setTimeout(() => outgoing.end(body.slice(10)), 400)
      })
      await new Promise((resolve) => setTimeout(resolve, 100))
      const begun = performance.now()
      const closed = test.server.close()
      await expect(fetch(`${test.server.url}/health/live`)).rejects.toThrow('fetch failed')
      expect(await status).toBe(200)
      await closed
      expect(performance.now() - begun).toBeLessThan(5_000)
      keeping.destroy()
      await test.close()
    },
    STARTING,
  )
})

describe('demo logins', () => {
  it(
    'are never served beyond this machine',
    async () => {
      const test = await startTestServer({ files: notesTemplate, sample: 'people' })
      try {
        const beyond = startServer({
          ...readConfiguration({}),
          dataDirectory: test.root,
          host: '0.0.0.0',
          port: 0,
          logger: pino({ level: 'silent' }),
        })
        await expect(beyond).rejects.toMatchObject({ code: 'unsafe-configuration' })
      } finally {
        await test.close()
      }
    },
    STARTING,
  )
})
