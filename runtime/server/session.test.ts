import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_PASSWORD } from './setup/installation.ts'
import { openDatabase } from '../host/database-location.ts'
import { WorkspaceDirectory } from '../host/workspace-directory.ts'
import { notesTemplate } from './fixture/notes-template.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

let test: TestServer
beforeAll(async () => {
  test = await startTestServer({ files: notesTemplate, sample: 'people' })
}, STARTING)
afterAll(() => test.close())

describe('signing in', () => {
  it('opens a session in a cookie that scripts, other sites and other workspaces never see', async () => {
    const client = test.client()
    const response = await client.signIn('clerk')
    expect(response.status).toBe(201)
    const [cookie] = response.headers['set-cookie']!
    expect(cookie).toMatch(/^formwork_session=[\w-]{43}; /)
    expect(cookie).toMatch(/; Path=\/w\/one\/; /)
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).not.toMatch(/Secure/)
    const me = await client.get('session')
    expect(me.json).toMatchObject({ person: { name: '陈', login: 'clerk', roles: [{ name: 'clerk' }] }, language: 'en', release: 1 })
  })

  it('marks the cookie secure behind a proxy that ended TLS', async () => {
    const behind = await startTestServer({ files: notesTemplate, sample: 'people', trustedProxies: 1 })
    try {
      const response = await behind.client().post('session', { login: 'clerk', password: DEMO_PASSWORD }, { 'x-forwarded-proto': 'https' })
      expect(response.headers['set-cookie']![0]).toMatch(/; Secure/)
      expect(response.headers['strict-transport-security']).toContain('max-age')
    } finally {
      await behind.close()
    }
  })

  it('answers a wrong password and an unknown login alike, in the same time', async () => {
    const client = test.client()
    const time = async (login: string): Promise<number> => {
      const begun = performance.now()
      const { status, json } = await client.post('session', { login, password: 'not-the-password' })
      const milliseconds = performance.now() - begun
      expect([status, json.code, json.message, json.path]).toEqual([401, 'login-refused', '账号或密码不正确', undefined])
      return milliseconds
    }
    await time('admin')
    const known = [await time('visitor'), await time('visitor'), await time('visitor')].sort((a, b) => a - b)[1]!
    const unknown = [await time('nobody-1'), await time('nobody-1'), await time('nobody-2')].sort((a, b) => a - b)[1]!
    expect(unknown / known).toBeGreaterThan(0.4)
    expect(unknown / known).toBeLessThan(2.5)
  })

  it('makes an account wait after five failures, also for the right password', async () => {
    const limited = await startTestServer({ files: notesTemplate, sample: 'people' })
    try {
      const client = limited.client()
      for (let attempt = 0; attempt < 5; attempt++) {
        expect((await client.post('session', { login: 'clerk', password: 'wrong-password' })).status).toBe(401)
      }
      const refused = await client.post('session', { login: 'clerk', password: DEMO_PASSWORD })
      expect([refused.status, refused.json.code]).toEqual([429, 'too-many-requests'])
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    } finally {
      await limited.close()
    }
  })

  it.each([
    [{}, 'required', 'login'],
    [{ login: 'clerk' }, 'required', 'password'],
    [{ login: 7, password: 'x' }, 'required', 'login'],
    [{ login: 'clerk', password: ['x'] }, 'required', 'password'],
    [{ login: 'clerk', password: 'x', more: 1 }, 'unknown-field', 'more'],
  ])('refuses the body %j', async (body, code, path) => {
    const { status, json } = await test.client().post('session', body)
    expect([status, json.code, json.path]).toEqual([422, code, path])
  })

  it('signs out, and the token is worth nothing then', async () => {
    const client = await test.signedIn('visitor')
    expect((await client.send('DELETE', 'session', { body: {} })).json).toEqual({ signedIn: false })
    const after = await client.get('session')
    expect([after.status, after.json.code]).toEqual([401, 'session-expired'])
  })

  it('does not know the session of another workspace, nor a token that was made up', async () => {
    const client = test.client()
    client.cookie = 'formwork_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    expect((await client.get('session')).json.code).toBe('session-expired')
  })

  it('names the demo logins, loudly and with their password', async () => {
    const { json } = await test.client().get('demo')
    expect(json.logins.map((each: { login: string; password: string }) => [each.login, each.password])).toEqual([
      ['admin', DEMO_PASSWORD],
      ['clerk', DEMO_PASSWORD],
      ['visitor', DEMO_PASSWORD],
    ])
    expect(json.logins[1].label).toEqual({ zh: '文员', en: 'Clerk' })
  })

  it('says what the workspace is called to whoever wants to sign in', async () => {
    const { json } = await test.client().get('demo')
    const me = await (await test.signedIn('admin')).get('session')
    expect(json.title).toEqual(me.json.title ?? me.json.template.label)
    expect(json.title).not.toBeNull()
    // Nobody opened the door of a first run here, so the page does not offer it.
    expect(json.mayMake).toBe(false)
  })
})

describe('who one is, at every request', () => {
  it('follows the roles: what is taken away is gone at the next request', async () => {
    const administrator = await test.signedIn('admin')
    const made = await administrator.command('save', {
      entity: 'person',
      changes: { values: { name: '新', login: 'fresh', roles: ['clerk'] } },
    })
    expect(made.status).toBe(200)
    expect((await administrator.command('set-password', { person: made.json.id, password: 'a good long one' })).status).toBe(200)
    const fresh = test.client()
    await fresh.signIn('fresh', 'a good long one')
    expect((await fresh.get('records/note')).json.rows).toHaveLength(1)
    const current = (await administrator.get(`records/person/${made.json.id}`)).json
    const changed = await administrator.command('save', {
      entity: 'person',
      id: made.json.id,
      version: current.version,
      changes: { values: { roles: ['visitor'] } },
    })
    expect(changed.status).toBe(200)
    expect((await fresh.get('records/note')).json.rows).toEqual([])
    expect((await fresh.get('records/item')).status).toBe(200)
    const disabled = await administrator.command('save', {
      entity: 'person',
      id: made.json.id,
      version: changed.json.version,
      changes: { values: { disabled: true } },
    })
    expect(disabled.status).toBe(200)
    expect((await fresh.get('records/item')).status).toBe(401)
  })

  it('takes API keys within their scopes, and never more than the owner has', async () => {
    const clerk = await test.signedIn('clerk')
    const { json: made, status } = await clerk.command('create-api-key', { name: 'program', scopes: ['item:view'] })
    expect(status).toBe(200)
    const program = test.client()
    const key = { authorization: `Bearer ${made.key}` }
    expect((await program.get('records/item', key)).json.rows).toHaveLength(1)
    expect((await program.get('records/item', key)).text).not.toContain('77.77')
    expect((await program.get('records/note', key)).json.code).toBe('not-permitted')
    const written = await program.command('save', { entity: 'item', changes: { values: { code: 'I9', name: 'Nine' } } }, key)
    expect([written.status, written.json.code]).toEqual([403, 'not-permitted'])
    expect((await program.command('create-api-key', { name: 'more', scopes: ['item:view'] }, key)).status).toBe(403)
    expect((await program.get('records/item', { authorization: 'Bearer fw_wrong' })).json.code).toBe('key-refused')
    expect((await program.get('records/item', { authorization: 'Basic YTpi' })).json.code).toBe('key-refused')
    await clerk.command('delete-api-key', { id: made.id })
    expect((await program.get('records/item', key)).json.code).toBe('key-refused')
  })

  it('lets nobody take a scope he does not have', async () => {
    const visitor = await test.signedIn('visitor')
    expect((await visitor.command('create-api-key', { name: 'x', scopes: ['note:submit'] })).json.code).toBe('grant-exceeds-own')
  })

  it('never lets a person send commands of the server itself', async () => {
    const administrator = await test.signedIn('admin')
    for (const name of ['open-session', 'claim-jobs', 'mark-demo', 'forget-expired', 'touch-session']) {
      const { status, json } = await administrator.command(name, name === 'mark-demo' ? { password: 'formwork-demo' } : {})
      expect([name, status === 404 || status === 422, json.code === 'not-found' || json.code === 'required']).toEqual([name, true, true])
    }
    expect((await administrator.command('mark-demo', { password: 'formwork-demo' })).status).toBe(404)
  })
})

/** Who did it to whom, from the audit of the workspace. */
async function auditOf(action: string): Promise<unknown[]> {
  const entry = await new WorkspaceDirectory(test.root).find('one')
  const database = await openDatabase(createServerRegistry(), entry!.location)
  const sql = 'select person, record from audit where action = ? order by id'
  const rows = await database.read(async (reading) => reading.all({ sql }, [action]))
  await database.close()
  return rows.map(({ person, record }) => [Number(person), Number(record)])
}

describe('looking as somebody else', () => {
  it('reads with that rights, writes nothing, and stands in the audit with both names', async () => {
    const client = await test.signedIn('admin')
    const people = (await client.get('design/people')).json.people as { id: string; login: string }[]
    const { id } = people.find(({ login }) => login === 'visitor')!
    const looks = (): Promise<unknown[]> => auditOf('look-as')
    const before = await looks()
    for (let times = 0; times < 3; times++) {
      expect((await client.get('session', { 'formwork-look-as': id })).json.person.login).toBe('visitor')
    }
    const admin = people.find(({ login }) => login === 'admin')!
    expect([before, await looks()]).toEqual([[], [[Number(admin.id), Number(id)]]])
    expect((await client.command('save', {}, { 'formwork-look-as': id })).status).toBe(403)
    const visitor = await test.signedIn('visitor')
    expect((await visitor.get('session', { 'formwork-look-as': admin.id })).status).toBe(403)
    expect(await looks()).toHaveLength(1)
  })
})

describe('designers at work', () => {
  it('see each other and the file that each has open, until the window is closed', async () => {
    const [one, two] = [await test.signedIn('admin'), await test.signedIn('admin')]
    const here = { window: 'window-one', path: 'note/entity.json' }
    expect((await one.post('design/presence', here)).json.others).toEqual([])
    const [other] = (await two.post('design/presence', { window: 'window-two', path: 'roles.json' })).json.others as unknown[]
    expect(other).toMatchObject({ path: 'note/entity.json' })
    expect((await one.post('design/presence', here)).json.others).toMatchObject([{ path: 'roles.json' }])
    await two.post('design/presence', { window: 'window-two', leaves: true })
    expect((await one.post('design/presence', here)).json.others).toEqual([])
    expect((await one.post('design/presence', { window: 'x' })).status).toBe(422)
    expect((await (await test.signedIn('visitor')).post('design/presence', here)).status).toBe(403)
  })

  it('are written when they say something new, not with every greeting; a window that falls silent is gone', async () => {
    const [one, two] = [await test.signedIn('admin'), await test.signedIn('admin')]
    const here = { window: 'window-silent', path: 'note/list.json' }
    const entry = await new WorkspaceDirectory(test.root).find('one')
    const database = await openDatabase(createServerRegistry(), entry!.location)
    const noted = async (): Promise<unknown> => {
      const sql = 'select at from designer_window where window_key = ?'
      return (await database.read(async (reading) => reading.get({ sql }, [here.window])))?.at
    }
    try {
      await one.post('design/presence', here)
      const first = await noted()
      await one.post('design/presence', here)
      expect([typeof first, await noted()]).toEqual(['number', first])
      const others = async (): Promise<unknown[]> =>
        ((await two.post('design/presence', { window: 'window-other' })).json.others as { path: string }[]).filter(
          ({ path }) => path === here.path,
        )
      expect(await others()).toHaveLength(1)
      await database.write(async (transaction) => {
        await transaction.run({ sql: 'update designer_window set at = at - 60000 where window_key = ?' }, [here.window])
      })
      expect(await others()).toEqual([])
      await one.post('design/presence', here)
      expect(await noted()).toBeGreaterThanOrEqual(first as number)
    } finally {
      await database.close()
    }
  })
})
