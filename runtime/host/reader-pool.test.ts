import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { postingTemplate } from '../bench/posting-template.ts'
import { createWorkspace } from './create-workspace.ts'
import type { DatabaseLocation } from './database-location.ts'
import { ReaderPool } from './reader-pool.ts'

let root: string
let pool: ReaderPool
let location: DatabaseLocation

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'formwork-'))
  location = { dialect: 'sqlite', location: join(root, 'workspace.db') }
  await createWorkspace({ location, registry: createServerRegistry(), files: postingTemplate, now: 1 })
})
afterEach(async () => {
  pool.close()
  await rm(root, { recursive: true, force: true })
})

const ask = (query: string) =>
  pool.run({ workspace: 'w', location, query, request: { person: null, language: 'zh', arguments: { login: 'nobody' } } })

it('answers, and brings refusals over whole', async () => {
  pool = new ReaderPool(1, 20_000)
  expect(await ask('credential')).toBeNull()
  await expect(ask('absent')).rejects.toMatchObject({ name: 'AppError', code: 'not-found' })
  await expect(ask('me')).rejects.toMatchObject({ code: 'not-logged-in' })
})

it('stops what takes too long, and goes on with a new process', async () => {
  pool = new ReaderPool(1, 1)
  await expect(ask('credential')).rejects.toMatchObject({ code: 'timed-out' })
  await expect(ask('credential')).rejects.toMatchObject({ code: 'timed-out' })
  pool.close()
  pool = new ReaderPool(1, 20_000)
  expect(await Promise.all([ask('credential'), ask('credential'), ask('credential')])).toEqual([null, null, null])
})
