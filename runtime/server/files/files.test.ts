import { existsSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definitionFile, servicesTemplate } from '../fixture/services-template.fixture.ts'
import { dropUploads } from '../../jobs/drop-uploads.ts'
import type { TestClient } from '../fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../fixture/test-server.fixture.ts'

const album = definitionFile('album/entity.json', {
  kind: 'entity',
  name: 'album',
  nature: 'master',
  fields: [
    { name: 'name', type: 'text' },
    { name: 'pictures', type: 'image', maximumBytes: 100 },
    { name: 'papers', type: 'attachment', accept: ['pdf', 'txt'] },
    { name: 'signed', type: 'signature' },
  ],
})

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

let test: TestServer
let admin: TestClient
let clerk: TestClient
beforeAll(async () => {
  test = await startTestServer({ files: [...servicesTemplate, album], sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
}, STARTING)
afterAll(() => test.close())

const upload = (client: TestClient, name: string, content: Buffer | string, headers: Record<string, string> = {}) =>
  client.send('POST', `files?name=${encodeURIComponent(name)}`, {
    raw: content,
    headers: { 'content-type': 'application/octet-stream', ...headers },
  })
const save = (client: TestClient, entity: string, values: Record<string, unknown>) =>
  client.command('save', { entity, changes: { values } })

describe('files', () => {
  it('belong to their sender, then to who may see their record and field', async () => {
    const { status, json } = await upload(clerk, '说明 (1).txt', 'hello')
    expect([status, json.name, json.bytes, json.mediaType]).toEqual([201, '说明 (1).txt', 5, 'application/octet-stream'])
    expect((await admin.get(`files/${json.id}`)).status).toBe(404)
    expect((await clerk.get(`files/${json.id}`)).text).toBe('hello')
    const foreign = await save(admin, 'wish', { text: 'x', files: [json.id] })
    expect(foreign).toMatchObject({ status: 422, json: { code: 'upload-refused' } })
    const wish = await save(clerk, 'wish', { text: 'x', files: [json.id] })
    expect(wish.status).toBe(200)
    const shown = await admin.get(`files/${json.id}`)
    expect(shown.text).toBe('hello')
    expect(shown.headers['content-disposition']).toBe("attachment; filename*=UTF-8''%E8%AF%B4%E6%98%8E%20%281%29.txt")
    expect(shown.headers['content-security-policy']).toContain('sandbox')
    expect(shown.headers['x-content-type-options']).toBe('nosniff')
    const visitor = await test.signedIn('visitor')
    expect((await visitor.get(`files/${json.id}`)).status).toBe(404)
    expect((await visitor.get(`files?ids=${json.id}`)).json.files).toEqual([])
    expect((await clerk.get(`files?ids=${json.id}`)).json.files).toMatchObject([{ id: json.id, name: '说明 (1).txt' }])
    const { version } = (await clerk.get(`records/wish/${wish.json.id}`)).json
    await clerk.command('save', { entity: 'wish', id: wish.json.id, version, changes: { values: { files: [] } } })
    expect((await admin.get(`files/${json.id}`)).status).toBe(404)
  })

  it('are stored once by content, under no name from outside', async () => {
    for (const name of ['../../evil.txt', '..\\evil.txt', '/etc/evil.txt']) {
      expect((await upload(admin, name, 'hello')).json.name).toBe('evil.txt')
    }
    expect((await upload(admin, '..', 'hello')).status).toBe(422)
    const folder = join(test.root, 'one', 'files')
    const stored = readdirSync(folder).filter((name) => name !== 'incoming')
    expect(stored.flatMap((name) => readdirSync(join(folder, name))).every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true)
    expect(readdirSync(join(folder, 'incoming'))).toEqual([])
    expect(existsSync(join(test.root, 'evil.txt'))).toBe(false)
  })

  it('are what their content says', async () => {
    expect(await upload(admin, 'a.png', '<svg onload=alert(1)>')).toMatchObject({ status: 422, json: { code: 'upload-refused' } })
    const { json: picture } = await upload(admin, 'a.png', PNG)
    expect(picture.mediaType).toBe('image/png')
    const { json: page } = await upload(admin, 'a.html', '<script>alert(1)</script>')
    const saved = await save(admin, 'album', { pictures: [picture.id], signed: (await upload(admin, 's.png', PNG)).json.id })
    expect(saved.status).toBe(200)
    expect((await admin.get(`files/${picture.id}`)).headers).toMatchObject({ 'content-type': 'image/png' })
    expect((await admin.get(`files/${picture.id}`)).headers['content-disposition']).toMatch(/^inline/)
    expect((await admin.get(`files/${page.id}`)).headers).toMatchObject({ 'content-type': 'application/octet-stream' })
    expect(await save(admin, 'album', { pictures: [page.id] })).toMatchObject({ status: 422, json: { path: 'pictures' } })
    expect((await save(admin, 'album', { papers: [page.id] })).status).toBe(422)
    const { json: large } = await upload(admin, 'b.png', Buffer.concat([PNG, Buffer.alloc(200)]))
    expect((await save(admin, 'album', { pictures: [large.id] })).status).toBe(422)
    expect((await save(admin, 'album', { papers: ['999999'] })).status).toBe(422)
  })

  it('are taken out after a day when no record has taken them, with their content', async () => {
    const kept = (await upload(clerk, 'kept.txt', 'taken by a record')).json.id as string
    const left = (await upload(clerk, 'left.txt', 'left behind')).json.id as string
    const twin = (await upload(clerk, 'twin.txt', 'taken by a record')).json.id as string
    expect((await save(clerk, 'wish', { text: 'x', files: [kept] })).status).toBe(200)
    const workspace = (await test.server.workspaces.get('one'))!
    const sweep = () => dropUploads.run(workspace, { id: 1, kind: 'drop-uploads', payload: null, tries: 1 })
    const contents = (): string[] =>
      readdirSync(workspace.files!)
        .flatMap((folder) => readdirSync(join(workspace.files!, folder)).map((name) => join(workspace.files!, folder, name)))
        .filter((path) => /[0-9a-f]{64}$/.test(path))
    const before = contents().length
    await sweep()
    expect((await clerk.get(`files/${left}`)).text).toBe('left behind')
    const database = new Database(join(test.root, 'one', 'workspace.db'))
    database.prepare('update file set created_at = created_at - 90000000').run()
    database.close()
    for (const path of contents()) utimesSync(path, 0, 0)
    await sweep()
    expect((await clerk.get(`files/${left}`)).status).toBe(404)
    expect((await clerk.get(`files/${twin}`)).status).toBe(404)
    expect((await clerk.get(`files/${kept}`)).text).toBe('taken by a record')
    expect(contents().length).toBeLessThan(before)
  })

  it('are bounded, need a session and the sender’s own page', async () => {
    expect((await upload(admin, 'big.bin', Buffer.alloc(21 * 1024 * 1024))).status).toBe(413)
    expect((await upload(test.client(), 'a.txt', 'x')).status).toBe(401)
    expect((await upload(admin, 'a.txt', 'x', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await upload(admin, 'a.txt', 'x', { origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await admin.command('register-file', {})).status).toBe(404)
  }, 20_000)
})
