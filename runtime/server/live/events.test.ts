import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { servicesTemplate } from '../fixture/services-template.fixture.ts'
import type { TestClient } from '../fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../fixture/test-server.fixture.ts'

interface Heard {
  readonly id: string
  readonly event: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test says itself what it expects
  readonly data: any
}

/** Listens as a browser does. */
class Listener {
  readonly heard: Heard[] = []
  isOver = false
  status = 0
  readonly #request: ReturnType<typeof get>

  constructor(url: string, cookie: string | undefined, lastEventId?: string) {
    const headers = { ...(cookie === undefined ? {} : { cookie }), ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) }
    this.#request = get(`${url}/w/one/api/events`, { headers }, (response) => {
      this.status = response.statusCode ?? 0
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        const blocks = (rest + text).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) this.#take(block)
      })
      response.on('close', () => (this.isOver = true))
    })
    this.#request.on('error', () => (this.isOver = true))
  }

  #take(block: string): void {
    const line = (name: string) =>
      block
        .split('\n')
        .find((each) => each.startsWith(`${name}: `))
        ?.slice(name.length + 2)
    const event = line('event')
    if (event !== undefined) this.heard.push({ id: line('id')!, event, data: JSON.parse(line('data')!) })
  }

  async until(isHeard: (heard: Heard) => boolean): Promise<Heard> {
    for (let tries = 0; tries < 400; tries++) {
      const found = this.heard.find(isHeard)
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error(`Not heard; heard ${JSON.stringify(this.heard)}`)
  }

  close(): void {
    this.#request.destroy()
  }
}

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  test = await startTestServer({ files: servicesTemplate, sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
}, STARTING)
afterAll(() => test.close())

const listen = (client: TestClient, last?: string) => new Listener(test.server.url, client.cookie, last)
const wish = async (client: TestClient, text: string, verb = 'submit') =>
  (await client.command(verb, { entity: 'wish', changes: { values: { text } } })).json as { id: string; version: number }

describe('events', () => {
  it('tell who has a task, and who may see a record, and nobody else', async () => {
    const [boss, other] = [listen(admin), listen(clerk)]
    await boss.until(({ event }) => event === 'ready')
    await other.until(({ event }) => event === 'ready')
    const mine = await wish(clerk, 'of the clerk')
    const heard = await boss.until(({ event }) => event === 'notice')
    expect(heard.data.notice).toMatchObject({
      kind: 'task',
      text: 'To decide: Check',
      entity: 'wish',
      record: { id: mine.id },
      readAt: null,
    })
    expect(heard.data.notice.seat).toMatch(/^\d+$/)
    await boss.until(({ event, data }) => event === 'record' && data.id === mine.id)
    const foreign = await wish(admin, 'of the administrator', 'save')
    await other.until(({ event, data }) => event === 'record' && data.id === mine.id && data.mine === true)
    await boss.until(({ event, data }) => event === 'record' && data.id === foreign.id)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(other.heard.some(({ data }) => data.id === foreign.id || data.notice !== undefined)).toBe(false)
    boss.close()
    other.close()
  })

  it('go on where somebody stopped listening', async () => {
    const first = listen(clerk)
    const { id } = await first.until(({ event }) => event === 'ready')
    first.close()
    const missed = await wish(clerk, 'missed', 'save')
    const second = listen(clerk, id)
    await second.until(({ event, data }) => event === 'record' && data.id === missed.id)
    expect(second.heard.some(({ event }) => event === 'ready')).toBe(false)
    second.close()
    expect((await clerk.get('events', { 'last-event-id': 'x' })).status).toBe(400)
  })

  it('tell that definitions have changed', async () => {
    const listener = listen(admin)
    await listener.until(({ event }) => event === 'ready')
    await admin.command('save', { entity: 'person', changes: { values: { name: 'New', login: 'new', roles: ['visitor'] } } })
    await listener.until(({ event }) => event === 'definitions')
    listener.close()
  })

  it('end with the session, and need one', async () => {
    const nobody = new Listener(test.server.url, undefined)
    for (let tries = 0; tries < 100 && nobody.status === 0; tries++) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(nobody.status).toBe(401)
    const visitor = await test.signedIn('visitor')
    const listener = listen(visitor)
    await listener.until(({ event }) => event === 'ready')
    await visitor.send('DELETE', 'session')
    for (let tries = 0; tries < 800 && !listener.isOver; tries++) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(listener.isOver).toBe(true)
  }, 20_000)
})

describe('notices and comments', () => {
  it('are read and unread', async () => {
    const before = (await admin.get('notices')).json
    expect(before.unread).toBeGreaterThan(0)
    const [first] = before.rows
    expect((await admin.command('read-notices', { ids: [first.id] })).json.unread).toBe(before.unread - 1)
    expect((await admin.command('unread-notice', { id: first.id })).json.unread).toBe(before.unread)
    expect((await clerk.command('read-notices', { upTo: first.id })).json.unread).toBe(0)
    expect((await admin.command('read-notices', { upTo: first.id })).json.unread).toBe(0)
    expect((await admin.get('notices?unread=true')).json.rows).toEqual([])
  })

  it('tell whoever was mentioned, if he may see the record', async () => {
    const mine = await wish(clerk, 'please', 'save')
    const people = (await admin.get('records/person')).json.rows as { id: string; values: { login: string } }[]
    const idOf = (login: string) => people.find(({ values }) => values.login === login)!.id
    const said = { entity: 'wish', id: mine.id, text: 'look, a SECRET', people: [idOf('admin'), idOf('visitor')] }
    const { comment } = (await clerk.command('comment', said)).json
    expect((await admin.get('notices')).json.rows[0]).toMatchObject({ kind: 'mention', by: '陈', text: '陈 mentioned you: look, a SECRET' })
    const visitor = await test.signedIn('visitor')
    expect((await visitor.get('notices')).text).not.toContain('SECRET')
    expect((await admin.get(`records/wish/${mine.id}/comments`)).json.comments).toMatchObject([
      { id: comment, text: 'look, a SECRET', mine: false },
    ])
    expect(await admin.command('edit-comment', { comment, text: 'x' })).toMatchObject({ status: 403, json: { code: 'not-yours' } })
    expect(await visitor.command('edit-comment', { comment, text: 'x' })).toMatchObject({ status: 404 })
    expect((await clerk.command('edit-comment', { comment, text: 'changed' })).status).toBe(200)
    const [edited] = (await clerk.get(`records/wish/${mine.id}/comments`)).json.comments
    expect(edited).toMatchObject({ text: 'changed', mine: true })
    expect(edited.editedAt).toBeGreaterThanOrEqual(edited.at)
    expect((await clerk.command('delete-comment', { comment })).status).toBe(200)
    expect((await clerk.get(`records/wish/${mine.id}/comments`)).json.comments).toEqual([])
    expect((await visitor.get(`records/wish/${mine.id}/comments`)).status).toBe(404)
  })

  it('tell the initiator how it ended', async () => {
    const mine = await wish(clerk, 'granted?')
    const seat = (await admin.get('tasks')).json.rows.find((row: { record: { id: string } }) => row.record.id === mine.id)
    expect((await admin.command('approve', { seat: seat.seat, version: seat.version })).status).toBe(200)
    expect((await clerk.get('notices')).json.rows[0]).toMatchObject({
      kind: 'ended',
      text: 'What you started has ended (completed)',
      record: { id: mine.id },
    })
  })
})

describe('the recycle bin and proxies', () => {
  it('are listed for who may restore, and restored', async () => {
    const mine = await wish(clerk, 'away', 'save')
    await clerk.command('delete', { entity: 'wish', id: mine.id, version: mine.version })
    expect((await clerk.get('recycle-bin')).json.entities).toMatchObject([{ entity: 'wish', count: { value: 1 } }])
    const [row] = (await clerk.get('records/wish?deleted=true')).json.rows
    expect((await clerk.command('restore', { entity: 'wish', id: row.id, version: row.version })).status).toBe(200)
    expect((await clerk.get('recycle-bin')).json.entities).toEqual([])
  })

  it('show who stands in for whom', async () => {
    const people = (await admin.get('records/person')).json.rows as { id: string; values: { login: string } }[]
    const clerkId = people.find(({ values }) => values.login === 'clerk')!.id
    await admin.command('set-proxy', { person: clerkId, begins: 0, ends: Date.now() + 86_400_000 })
    expect((await admin.get('proxies')).json.proxies).toMatchObject([{ proxy: { id: clerkId }, mine: true }])
    expect((await clerk.get('proxies')).json.proxies).toMatchObject([{ proxy: { id: clerkId }, mine: false }])
  })
})
