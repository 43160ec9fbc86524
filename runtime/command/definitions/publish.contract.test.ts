import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { postingTemplate } from '../../bench/posting-template.ts'
import { installTemplate } from '../../host/create-workspace.ts'
import { executeCommand } from '../../host/execute-command.ts'
import { LoadedWorkspace } from '../../host/loaded-workspace.ts'
import { findQuery, runQuery } from '../../host/run-query.ts'
import { describeEachDatabase } from '../../store/contract/databases.fixture.ts'
import { migrateSystem } from '../../store/migrate/migrate-system.ts'
import type { Answer, Command } from '../unit.ts'

const registry = createServerRegistry()
const ITEM = 'item/entity.json'

interface Copy {
  release: number
  revision: number
  files: { path: string; text: string }[]
  changes: { path: string; revision: number }[]
}

/** What a publish does to tables and to the rows that are in them, on every database. */
await describeEachDatabase('publishing', ({ open }) => {
  let workspace: LoadedWorkspace
  let designer: number
  beforeEach(async () => {
    const database = await open()
    await migrateSystem(database)
    await installTemplate(database, { registry, files: postingTemplate, now: Date.UTC(2026, 2, 1) })
    workspace = new LoadedWorkspace(database, registry)
    const values = { name: '安', login: 'an', roles: ['clerk'] }
    const made = await executeCommand(workspace, { ...order('save', { entity: 'person', changes: { values } }), person: null })
    designer = Number(made.id)
  }, 60_000)
  afterEach(() => workspace.database.close())

  const order = (name: string, body: unknown): Command => ({
    do: name,
    person: designer,
    language: 'zh',
    channel: 'api',
    requestId: 'r',
    body,
  })
  const run = (name: string, body: unknown): Promise<Answer> => executeCommand(workspace, order(name, body))
  const ask = <T>(query: string, parameters: unknown = {}): Promise<T> =>
    runQuery(workspace, findQuery(query), { person: designer, language: 'zh', arguments: parameters }) as Promise<T>
  const create = async (values: Record<string, unknown>): Promise<string> =>
    (await run('save', { entity: 'item', changes: { values } })).id as string
  const valueOf = async (id: string, field: string): Promise<unknown> =>
    (await ask<{ values: Record<string, unknown> }>('record', { entity: 'item', id })).values[field] ?? null

  const versionOf = async (id: string): Promise<unknown> => (await ask<{ version: number }>('record', { entity: 'item', id })).version
  const change = async (id: string, values: Record<string, unknown>): Promise<Answer> =>
    run('save', { entity: 'item', id, version: await versionOf(id), changes: { values } })

  async function publish(edit: (entity: EntityDefinition) => void): Promise<{ does: string; rows: number; conversion?: unknown }[]> {
    const copy = await ask<Copy>('working-copy')
    const entity = JSON.parse(copy.files.find(({ path }) => path === ITEM)!.text) as EntityDefinition
    edit(entity)
    const file = { path: ITEM, text: JSON.stringify(entity), revision: copy.changes.find(({ path }) => path === ITEM)?.revision ?? 0 }
    const { revision } = await run('save-definitions', { release: copy.release, files: [file] })
    const { migration } = await ask<{ migration: { does: string; rows: number }[] }>('publish-preview')
    await run('publish', { release: copy.release, revision, comment: 'test' })
    return migration
  }

  it('adds a field: what was there has none, what comes has one', async () => {
    const old = await create({ code: 'A', name: 'Ink' })
    const steps = await publish(({ fields }) => fields.push({ name: 'brand', label: '品牌', type: 'text', default: '晨光', index: true }))
    expect(steps).toMatchObject([{ does: 'add-field', rows: 1 }])
    expect([await valueOf(old, 'brand'), await valueOf(await create({ code: 'B', name: 'Pen' }), 'brand')]).toEqual([null, '晨光'])
  })

  it('renames a field: its values go with it, and back', async () => {
    const id = await create({ code: 'A', name: 'Ink' })
    const steps = await publish((entity) => {
      Object.assign(entity.fields[1]!, { name: 'caption', was: ['name'] })
      entity.title = '=caption'
    })
    expect(steps).toMatchObject([{ does: 'rename', rows: 1 }])
    expect(await valueOf(id, 'caption')).toBe('Ink')
    expect(await run('restore-release', { restore: 1, release: 2, comment: 'back' })).toMatchObject({ release: 3 })
    expect(await valueOf(id, 'name')).toBe('Ink')
  })

  it('retypes a field: what converts is converted, what does not is told with samples', async () => {
    const ids: string[] = []
    for (const code of ['12', '13.5', 'abc']) ids.push(await create({ code, name: code }))
    const steps = await publish((entity) => {
      entity.fields[1] = { name: 'name', label: 'Name', type: 'number', scale: 2 }
      entity.title = '=code'
    })
    expect(steps).toMatchObject([{ does: 'convert', rows: 3, conversion: { converted: 2, refused: 1, samples: [{ value: 'abc' }] } }])
    expect(await Promise.all(ids.map((id) => valueOf(id, 'name')))).toEqual(['12.00', '13.50', null])
  })

  it('gives back the values of a retyped field when the older release is restored: as they were, or as changed since', async () => {
    const ids: string[] = []
    for (const name of ['12', '13.5', 'abc', '7', 'def', '5']) ids.push(await create({ code: name, name }))
    await publish((entity) => {
      entity.fields[1] = { name: 'name', label: 'Name', type: 'number', scale: 2 }
      entity.title = '=code'
    })
    await change(ids[1]!, { name: '14.25' })
    await change(ids[3]!, { name: null })
    await change(ids[4]!, { name: '9' })
    await run('delete', { entity: 'item', id: ids[5]!, version: await versionOf(ids[5]!) })
    const { migration } = await ask<{ migration: { message: string }[] }>('publish-preview', { restore: 1 })
    expect(migration).toMatchObject([
      { does: 'convert', rows: 5, conversion: { converted: 5, restored: 3, refused: 0, samples: [] } },
      { does: 'require', rows: 1 },
    ])
    expect(migration[0]!.message).toBe('「Item › Name」换类型：5 个值中 5 个可转换（其中 3 个恢复为换类型之前的原值）')
    await run('restore-release', { restore: 1, release: 2, comment: 'back' })
    expect(await Promise.all(ids.slice(0, 5).map((id) => valueOf(id, 'name')))).toEqual(['12', '14.25', 'abc', null, '9.00'])
    await run('restore', { entity: 'item', id: ids[5]!, version: await versionOf(ids[5]!) })
    expect(await valueOf(ids[5]!, 'name')).toBe('5')
  })

  it('gives back values over a rename and two changes of the type', async () => {
    const ids: string[] = []
    for (const name of ['12', 'abc', '2026-03-05']) ids.push(await create({ code: name, name }))
    await publish((entity) => {
      entity.fields[1] = { name: 'caption', was: ['name'], label: 'Name', type: 'number', scale: 2 }
      entity.title = '=code'
    })
    await publish((entity) => (entity.fields[1] = { name: 'caption', was: ['name'], label: 'Name', type: 'date' }))
    expect(await Promise.all(ids.map((id) => valueOf(id, 'caption')))).toEqual([null, null, '2026-03-05'])
    await run('restore-release', { restore: 1, release: 3, comment: 'back' })
    expect(await Promise.all(ids.map((id) => valueOf(id, 'name')))).toEqual(['12.00', 'abc', '2026-03-05'])
  })

  it('deletes a field: it is gone from sight, and comes back with its values', async () => {
    const id = await create({ code: 'A', name: 'Ink', lastPrice: '2.5' })
    const receipt = (await ask<Copy>('working-copy')).files.find(({ path }) => path === 'receipt/entity.json')!
    const text = receipt.text.replace(/,\s*"default": "=article.lastPrice"/, '')
    await run('save-definitions', { release: 1, files: [{ path: receipt.path, text, revision: 0 }] })
    const steps = await publish((entity) => (entity.fields = entity.fields.filter(({ name }) => name !== 'lastPrice')))
    expect(steps).toMatchObject([{ does: 'retire', rows: 1 }])
    expect(await valueOf(id, 'lastPrice')).toBeNull()
    await run('restore-release', { restore: 1, release: 2, comment: 'back' })
    expect(await valueOf(id, 'lastPrice')).toBe('2.500000')
  })

  it('refuses a unique field over repeated values, and nothing has changed', async () => {
    for (const code of ['A', 'B']) await create({ code, name: 'same' })
    const refused = publish(({ fields }) => Object.assign(fields[1]!, { unique: true }))
    await expect(refused).rejects.toMatchObject({ code: 'migration-refused' })
    await create({ code: 'C', name: 'same' })
    expect((await ask<Copy>('working-copy')).release).toBe(1)
  })
})
