import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertFile } from '../store/content/files.ts'
import type { Database } from '../store/database.ts'
import { createWorkspace } from './create-workspace.ts'
import { openDatabase } from './database-location.ts'
import { contentPath } from './stored-content.ts'
import { verifyContent } from './verify-content.ts'

const registry = createServerRegistry()
const template = { path: 'template.json', text: '{ "kind": "template", "name": "notes", "label": "便签", "version": "1.0.0" }\n' }
let root: string
let database: Database

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'formwork-'))
  const location = { dialect: 'sqlite' as const, location: join(root, 'workspace.db') }
  await createWorkspace({ location, registry, files: [template], now: 1 })
  database = await openDatabase(registry, location)
})
afterAll(async () => {
  await database.close()
  await rm(root, { recursive: true, force: true })
})

async function store(name: string, text: string): Promise<{ id: number; place: string }> {
  const hash = createHash('sha256').update(text).digest('hex')
  const place = contentPath(root, hash)
  await mkdir(dirname(place), { recursive: true })
  await writeFile(place, text)
  const row = { hash, name, mediaType: 'text/plain', bytes: text.length, createdAt: 1, createdBy: null }
  return { id: await database.write((transaction) => insertFile(transaction, row)), place }
}

it('compares every stored file with its row, and names the first that does not agree', async () => {
  const check = () => database.read((reading) => verifyContent(reading, root))
  const first = await store('a.txt', 'one')
  await store('the same.txt', 'one')
  const other = await store('b.txt', 'two')
  expect(await check()).toEqual({ files: 3, brokenCount: 0 })
  await writeFile(other.place, 'twO')
  expect(await check()).toEqual({ files: 3, brokenCount: 1, broken: { id: other.id, name: 'b.txt', reason: 'changed' } })
  await rm(first.place)
  expect(await check()).toEqual({ files: 3, brokenCount: 3, broken: { id: first.id, name: 'a.txt', reason: 'absent' } })
})
