import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { openSqlite } from '@formwork/plugins/dialects/sqlite/open.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecordHeader } from '../engine/record/stored-record.ts'
import type { Database, Transaction } from './database.ts'
import { openStore } from './open-store.ts'
import { drawNumber, peekNumber, raiseSeries } from './series/series.ts'
import type { Store } from './store.ts'
import { modelOf, testEntities } from './test-model.fixture.ts'

const registry = createBuiltInRegistry()
let folder: string
let database: Database
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'formwork-'))
  database = await openSqlite({ location: join(folder, 'w.db') })
  store = await openStore(modelOf(testEntities), registry, database)
  await database.write(async (transaction) =>
    store.records.insert(transaction, { entity: 'item', header: header(1), values: { code: 'A', name: 'one' }, lines: {} }),
  )
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const nameOf = async (transaction: Transaction): Promise<unknown> => (await store.records.loadHeader(transaction, 'item', 1))?.values.name
const rename = async (transaction: Transaction, version: number, name: string): Promise<unknown> =>
  store.records.update(transaction, 'item', 1, version, { header: {}, values: { name }, lines: [] })

describe('what a connection remembers of records', () => {
  it('is the same object while it holds, and read again after a write', async () => {
    const first = await database.write(async (transaction) => store.records.loadHeader(transaction, 'item', 1))
    expect(await database.write(async (transaction) => store.records.loadHeader(transaction, 'item', 1))).toBe(first)
    const names = await database.write(async (transaction) => [
      await nameOf(transaction),
      await rename(transaction, 1, 'two'),
      await nameOf(transaction),
    ])
    expect(names).toEqual(['one', true, 'two'])
    expect(await database.write(nameOf)).toBe('two')
  })

  it('is forgotten with what was undone', async () => {
    const failing = database.write(async (transaction) => {
      await rename(transaction, 1, 'never')
      expect(await nameOf(transaction)).toBe('never')
      throw new Error('refused')
    })
    await expect(failing).rejects.toThrow('refused')
    expect(await database.write(nameOf)).toBe('one')
    const rehearsed = await database.rehearse(async (transaction) => [await rename(transaction, 1, 'never'), await nameOf(transaction)])
    expect(rehearsed).toEqual([true, 'never'])
    expect(await database.write(nameOf)).toBe('one')
  })

  it('is forgotten with a group that another command has undone', async () => {
    const names: unknown[] = []
    const look = () => database.write(async (transaction) => void names.push(await nameOf(transaction)))
    const change = database.write(async (transaction) => void (await rename(transaction, 1, 'two')))
    const failing = database.write(async (transaction) => {
      await rename(transaction, 2, 'three')
      throw new Error('refused')
    })
    await Promise.allSettled([change, look(), failing, look()])
    expect(names.slice(-2)).toEqual(['two', 'two'])
    expect(await database.write(nameOf)).toBe('two')
  })

  it('is forgotten when another process has written', async () => {
    expect(await database.write(nameOf)).toBe('one')
    const other = await openSqlite({ location: join(folder, 'w.db') })
    await other.write(async (transaction) => void (await rename(transaction, 1, 'elsewhere')))
    await other.close()
    expect(await database.write(nameOf)).toBe('elsewhere')
  })

  it('knows a record that was looked for before it was there', async () => {
    const find = async (transaction: Transaction) => (await store.records.loadHeader(transaction, 'item', 2))?.values.code
    expect(await database.write(find)).toBeUndefined()
    await database.write(async (transaction) =>
      store.records.insert(transaction, { entity: 'item', header: header(2), values: { code: 'B' }, lines: {} }),
    )
    expect(await database.write(find)).toBe('B')
  })
})

describe('what a connection remembers of series', () => {
  const draw = (of: Database, fails = false) =>
    of.write(async (transaction) => {
      const number = await drawNumber(transaction, 'receipt', '2025-02', 2)
      if (fails) throw new Error('refused')
      return number
    })

  it('gives back what was undone, and goes on', async () => {
    const outcomes = await Promise.allSettled([draw(database), draw(database, true), draw(database), draw(database)])
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : null))).toEqual([1, null, 2, 3])
    await expect(
      database.rehearse(async (transaction) => {
        expect(await drawNumber(transaction, 'receipt', '2025-02', 2)).toBe(4)
        return drawNumber(transaction, 'receipt', '2025-02', 2)
      }),
    ).resolves.toBe(5)
    expect(await draw(database)).toBe(4)
  })

  it('is forgotten when another process has drawn', async () => {
    expect([await draw(database), await draw(database)]).toEqual([1, 2])
    const other = await openSqlite({ location: join(folder, 'w.db') })
    expect(await draw(other)).toBe(3)
    expect([await draw(database), await draw(database)]).toEqual([4, 5])
    expect(await draw(other)).toBe(6)
    await other.close()
  })

  it('is forgotten when an import has taken numbers, and ends with its digits', async () => {
    expect(await draw(database)).toBe(1)
    await database.write((transaction) => raiseSeries(transaction, 'receipt', '2025-02', 97))
    expect([await draw(database), await draw(database)]).toEqual([98, 99])
    await expect(draw(database)).rejects.toMatchObject({ code: 'series-exhausted' })
    expect(await database.read((reading) => peekNumber(reading, 'receipt', '2025-02'))).toBe(100)
  })
})

function header(id: number): RecordHeader {
  return {
    id,
    version: 1,
    status: 'active',
    outcome: null,
    number: null,
    owner: null,
    department: null,
    generation: 0,
    createdAt: 5,
    createdBy: null,
    updatedAt: 5,
    updatedBy: null,
    deletedAt: null,
    release: 1,
  }
}
