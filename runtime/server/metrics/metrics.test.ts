import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notesTemplate } from '../fixture/notes-template.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../fixture/test-server.fixture.ts'
import { Metrics } from './metrics.ts'

const TOKEN = 'a-token-of-this-test'
let test: TestServer
beforeAll(async () => {
  test = await startTestServer({ files: notesTemplate, sample: 'people', metricsToken: TOKEN })
}, STARTING)
afterAll(() => test.close())

const read = (authorization?: string): Promise<Response> =>
  fetch(`${test.server.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } })

describe('metrics', () => {
  it.each([undefined, 'Bearer nonsense', `Basic ${TOKEN}`, 'Bearer '])('are not there for %s', async (authorization) => {
    expect((await read(authorization)).status).toBe(404)
  })

  it('count what was answered, by door and class, and name nothing of the workspace', async () => {
    const admin = await test.signedIn('admin')
    expect((await admin.get('records/item')).status).toBe(200)
    expect((await admin.get('records/no-such-entity-here')).status).toBe(404)
    const page = await (await read(`Bearer ${TOKEN}`)).text()
    expect(page).toMatch(/^formwork_request_seconds_count\{method="GET",door="records",status="2xx"\} 1$/m)
    expect(page).toMatch(/^formwork_request_seconds_count\{method="GET",door="records",status="4xx"\} 1$/m)
    expect(page).toMatch(/^formwork_request_seconds_bucket\{method="GET",door="records",status="2xx",le="\+Inf"\} 1$/m)
    expect(page).toMatch(/^process_resident_memory_bytes \d+$/m)
    expect(page).not.toContain('no-such-entity-here')
  })

  it(
    'are not there where no token is configured',
    async () => {
      const closed = await startTestServer({ files: notesTemplate, sample: 'people' })
      try {
        expect((await fetch(`${closed.server.url}/metrics`, { headers: { authorization: 'Bearer undefined' } })).status).toBe(404)
      } finally {
        await closed.close()
      }
    },
    STARTING,
  )

  it('add up buckets and keep labels in one piece', () => {
    const metrics = new Metrics()
    metrics.countRequest('GET', 'records', 200, 0.02)
    metrics.countRequest('GET', 'records', 204, 30)
    metrics.countJobFailure('send "mail"\n')
    const page = metrics.print()
    metrics.close()
    expect(page).toContain('status="2xx",le="0.01"} 0\n')
    expect(page).toContain('status="2xx",le="0.025"} 1\n')
    expect(page).toContain('status="2xx",le="10"} 1\n')
    expect(page).toContain('status="2xx",le="+Inf"} 2\n')
    expect(page).toContain('formwork_job_failures_total{kind="send _mail__"} 1\n')
  })
})
