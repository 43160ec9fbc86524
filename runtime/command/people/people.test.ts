import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findApiKey } from '../../store/sessions/api-keys.ts'
import { findCredential } from '../../store/sessions/credentials.ts'
import { findSession, hashToken, insertSession } from '../../store/sessions/sessions.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import { trade } from '../trade.fixture.ts'
import { requireStrongPassword, verifyPassword } from './password.ts'

let workspace: TestWorkspace
let admin: number
let clerk: number
beforeAll(async () => {
  workspace = await TestWorkspace.open(trade)
  admin = Number((await workspace.save('person', { name: '管理员', login: 'admin', roles: ['administrator'] })).id)
  clerk = Number((await workspace.save('person', { name: '张三', login: 'zhang', roles: ['clerk'] })).id)
})
afterAll(() => workspace.close())

const credential = (login: string) => workspace.database.read((reading) => findCredential(reading, login))
const session = (token: string) => workspace.database.read((reading) => findSession(reading, hashToken(token)))
const openSession = (person: number, token: string) =>
  workspace.database.write((transaction) =>
    insertSession(transaction, {
      tokenHash: hashToken(token),
      person,
      language: 'zh',
      createdAt: 1,
      seenAt: 1,
      expiresAt: workspace.now + 1,
      device: '',
    }),
  )

describe('passwords', () => {
  const weak = [
    '',
    'short1!',
    'password',
    'Password123',
    '12345678',
    '87654321',
    '11111111',
    'abcdefgh',
    'qwertyuiop',
    'woaini1314',
    'a12345678',
    'admin123',
    'ZHANG-2025',
    'x'.repeat(300),
  ]
  it.each(weak)('%s is too weak', (password) => {
    expect(() => requireStrongPassword(password, 'zhang')).toThrow(expect.objectContaining({ code: 'weak-password' }))
  })

  it.each(['correct horse battery', '春眠不觉晓处处闻啼鸟', 'tR7#kq9z'])('%s will do', (password) => {
    expect(() => requireStrongPassword(password, 'zhang')).not.toThrow()
  })

  it('are set by the system, changed by their owner, and never kept as they are', async () => {
    await workspace.run('set-password', { person: String(clerk), password: 'tR7#kq9z' })
    await openSession(clerk, 'token of a device somewhere')
    expect(await workspace.refusal('set-password', { password: 'another one 8' }, { person: clerk })).toMatchObject({
      code: 'login-refused',
      path: 'current',
    })
    expect(await workspace.refusal('set-password', { password: 'password', current: 'tR7#kq9z' }, { person: clerk })).toMatchObject({
      code: 'weak-password',
    })
    await workspace.run('set-password', { password: 'another one 8', current: 'tR7#kq9z' }, { person: clerk, key: 'k' })
    const { password } = (await credential('ZHANG'))!
    expect(await verifyPassword('another one 8', password)).toBe(true)
    expect(await verifyPassword('tR7#kq9z', password)).toBe(false)
    expect(await verifyPassword('anything', null)).toBe(false)
    expect(await session('token of a device somewhere')).toBeUndefined()
    const contents = await workspace.contents()
    expect(contents).not.toContain('another one 8')
    expect(contents).not.toContain('tR7#kq9z')
  })

  it('of who has more rights are out of reach', async () => {
    expect(await workspace.refusal('set-password', { person: String(admin), password: 'tR7#kq9z!' }, { person: clerk })).toMatchObject({
      code: 'grant-exceeds-own',
    })
    expect(
      await workspace.run('set-password', { person: String(clerk), password: 'tR7#kq9z!', mustChange: true }, { person: admin }),
    ).toEqual({})
    expect((await credential('zhang'))!.mustChange).toBe(true)
  })
})

describe('people', () => {
  it('get only roles that who saves them has', async () => {
    expect(
      await workspace.refusal(
        'save',
        { entity: 'person', id: String(clerk), version: 1, changes: { values: { roles: ['clerk', 'administrator'] } } },
        { person: clerk },
      ),
    ).toMatchObject({ code: 'grant-exceeds-own' })
    expect(await workspace.save('person', { name: '新人', roles: ['clerk'] }, { person: clerk })).toMatchObject({ version: 1 })
    expect(await workspace.save('person', { name: '新人', roles: ['administrator'] }, { person: admin })).toMatchObject({ version: 1 })
  })

  it('lose their sessions when they are disabled, and their login follows their record', async () => {
    const person = await workspace.save('person', { name: '李四', login: 'li' })
    await workspace.run('set-password', { person: person.id, password: 'tR7#kq9z' })
    await workspace.run('save', { entity: 'person', id: person.id, version: 1, changes: { values: { login: 'lisi' } } })
    expect(await credential('li')).toBeUndefined()
    expect(await credential('lisi')).toMatchObject({ person: Number(person.id) })
    await openSession(Number(person.id), 'token of li on a telephone')
    await workspace.run('save', { entity: 'person', id: person.id, version: 2, changes: { values: { disabled: true } } })
    expect(await session('token of li on a telephone')).toBeUndefined()
    expect(await workspace.refusal('sign-out-everywhere', {}, { person: Number(person.id) })).toMatchObject({ code: 'not-logged-in' })
  })
})

describe('sessions', () => {
  it('are opened by the server alone', async () => {
    const body = { person: clerk, token: hashToken('a fresh token'), device: 'browser', address: '127.0.0.1' }
    expect(await workspace.refusal('open-session', body, { person: admin })).toMatchObject({ code: 'not-found' })
    await workspace.run('open-session', body)
    expect(await session('a fresh token')).toMatchObject({ person: clerk })
    await workspace.run('touch-session', { token: body.token, language: 'en' })
    expect(await session('a fresh token')).toMatchObject({ language: 'en' })
    await workspace.run('close-session', { token: body.token })
    expect(await session('a fresh token')).toBeUndefined()
  })
})

describe('api keys', () => {
  it('are shown once, kept as a hash, and never exceed their owner', async () => {
    const { id, key } = (await workspace.run(
      'create-api-key',
      { name: 'shop', scopes: ['order:create', '*:view'], days: 30 },
      { person: clerk, key: 'k9' },
    )) as { id: string; key: string }
    expect(await workspace.database.read((reading) => findApiKey(reading, hashToken(key)))).toMatchObject({
      person: clerk,
      scopes: ['order:create', '*:view'],
      expiresAt: workspace.now + 30 * 86_400_000,
    })
    expect(await workspace.contents()).not.toContain(key)
    expect(await workspace.refusal('create-api-key', { name: 'x', scopes: ['item:delete'] }, { person: clerk })).toMatchObject({
      code: 'grant-exceeds-own',
    })
    expect(
      await workspace.refusal('create-api-key', { name: 'x', scopes: ['order:create'] }, { person: clerk, scopes: ['*:*'] }),
    ).toMatchObject({ code: 'not-permitted' })
    expect(await workspace.refusal('create-api-key', { name: 'x', scopes: ['no colon'] }, { person: clerk })).toMatchObject({
      code: 'bad-format',
    })
    expect(await workspace.refusal('delete-api-key', { id }, { person: admin })).toMatchObject({ code: 'unknown-record' })
    await workspace.run('delete-api-key', { id }, { person: clerk })
    expect(await workspace.database.read((reading) => findApiKey(reading, hashToken(key)))).toBeUndefined()
  })
})
