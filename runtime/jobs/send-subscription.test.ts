import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { definitionFile, servicesTemplate } from '../server/fixture/services-template.fixture.ts'
import type { TestClient } from '../server/fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../server/fixture/test-server.fixture.ts'
import { listen, mails, mailServer } from './mail-server.fixture.ts'

const report = definitionFile('reports/wishes.json', {
  kind: 'report',
  name: 'wishes',
  label: { zh: '心愿表', en: 'Wishes' },
  shape: 'table',
  from: { entity: 'wish' },
  parameters: [
    { name: 'from', type: 'date' },
    { name: 'to', type: 'date' },
  ],
  filter: '=(parameter.from = null or day >= parameter.from) and (parameter.to = null or day <= parameter.to)',
  columns: [
    { name: 'text', value: 'text' },
    { name: 'amount', value: 'amount', aggregate: 'sum' },
  ],
})

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  process.env.FORMWORK_SMTP_URL = `smtp://127.0.0.1:${await listen(mailServer)}`
  process.env.FORMWORK_MAIL_FROM = 'formwork@example.com'
  test = await startTestServer({ files: [...servicesTemplate, report], sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
}, STARTING)
afterAll(async () => {
  await test.close()
  mailServer.close()
  for (const name of ['FORMWORK_SMTP_URL', 'FORMWORK_MAIL_FROM']) delete process.env[name]
})

/** Its time comes now: the clock of the job, not the job. */
function bringForward(): void {
  const database = new BetterSqlite3(join(test.root, 'one', 'workspace.db'))
  database.prepare("update job set due = 0 where kind = 'send-subscription'").run()
  database.close()
}
const eventually = async <T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  for (let tries = 0; tries < 400; tries++) {
    const found = await find()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It never came')
}
interface Notice {
  kind: string
  text: string
  report: { name: string; parameters: Record<string, string> } | null
}
const noticesOf = async (client: TestClient): Promise<Notice[]> => (await client.get('notices')).json.rows as Notice[]
const subscriptionsOf = async (client: TestClient): Promise<{ id: string; nextAt: number; sentAt: number | null }[]> =>
  (await client.get('subscriptions?report=wishes')).json.subscriptions as never

it('is refused in words where nothing can come of it', async () => {
  expect((await admin.command('subscribe-report', { report: 'none', rhythm: 'daily' })).json.code).toBe('definition-not-found')
  expect((await admin.command('subscribe-report', { report: 'wishes', rhythm: 'hourly' })).status).toBe(422)
  expect((await admin.command('subscribe-report', { report: 'wishes', rhythm: 'daily', hour: 24 })).status).toBe(422)
  expect((await admin.command('subscribe-report', { report: 'wishes', rhythm: 'daily', period: 'always' })).status).toBe(422)
  expect((await test.client().command('subscribe-report', { report: 'wishes', rhythm: 'daily' })).status).toBe(401)
  expect(await subscriptionsOf(admin)).toEqual([])
})

it('is told and mailed when its time comes, with the days of that time, and comes again', async () => {
  const people = (await admin.get('records/person')).json.rows as { id: string; version: number; values: { login: string } }[]
  const { id, version } = people.find(({ values }) => values.login === 'admin')!
  await admin.command('save', { entity: 'person', id, version, changes: { values: { email: 'an@example.com' } } })
  await admin.command('save', {
    entity: 'wish',
    changes: { values: { text: 'a boat', amount: '12.5', day: new Date().toISOString().slice(0, 10) } },
  })
  expect((await admin.command('subscribe-report', { report: 'wishes', rhythm: 'daily', hour: 7, period: 'year' })).status).toBe(200)
  const [before] = await subscriptionsOf(admin)
  expect(before).toMatchObject({ period: 'year', rhythm: 'daily', hour: 7, sentAt: null })
  expect(before!.nextAt).toBeGreaterThan(Date.now())
  bringForward()
  const notice = await eventually(async () => (await noticesOf(admin)).find(({ kind }) => kind === 'report'))
  expect(notice.text).toBe('A report that you subscribed to is ready: Wishes')
  expect(notice.report).toMatchObject({ name: 'wishes', parameters: { from: expect.stringMatching(/^\d{4}-01-01$/) as string } })
  const mail = await eventually(() => mails[0])
  expect(mail).toContain('To: an@example.com')
  expect(mail).toContain('spreadsheetml.sheet')
  // How every workbook begins, in base64.
  expect(mail).toMatch(/^UEsDB/m)
  const [after] = await subscriptionsOf(admin)
  expect(after!.sentAt).not.toBeNull()
  expect(after!.nextAt).toBeGreaterThan(Date.now())
}, 30_000)

it('belongs to its reader alone, and ends when he says so', async () => {
  const [own] = await subscriptionsOf(admin)
  expect(await subscriptionsOf(clerk)).toEqual([])
  expect((await clerk.command('unsubscribe-report', { id: own!.id })).json.code).toBe('unknown-record')
  expect((await admin.command('unsubscribe-report', { id: own!.id })).status).toBe(200)
  const count = mails.length
  bringForward()
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(await subscriptionsOf(admin)).toEqual([])
  expect(mails).toHaveLength(count)
}, 30_000)
