import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecordHeader, StoredRecord } from '../engine/record/stored-record.ts'
import type { Database } from './database.ts'
import { openStore } from './open-store.ts'
import type { Store } from './store.ts'
import { openTestDatabase } from './test-database.fixture.ts'
import { modelOf, testEntities } from './test-model.fixture.ts'

const registry = createBuiltInRegistry()
let database: Database
let store: Store

beforeEach(async () => {
  database = await openTestDatabase()
  store = await openStore(modelOf(testEntities), registry, database)
})
afterEach(() => database.close())

describe('the record store', () => {
  it('gives back what it was given', async () => {
    const id = await database.write(async (transaction) => {
      const item = await transaction.nextIds(1)
      await store.records.insert(transaction, { entity: 'item', header: header(item), values: { code: 'A-1', name: '螺丝' }, lines: {} })
      const first = await transaction.nextIds(3)
      await store.records.insert(transaction, receipt(first, item))
      return first
    })
    const loaded = await database.read(async (reading) => store.records.load(reading, 'receipt', id))
    const expected = receipt(id, id - 1)
    expect(loaded).toEqual({ ...expected, lines: { lines: expected.lines.lines!.toReversed() } })
    expect((loaded!.values.total as Decimal).toString()).toBe('12.50')
  })

  it('opens again without changing anything', async () => {
    const again = await openStore(modelOf(testEntities), registry, database)
    expect(again.tables).toEqual(store.tables)
  })
})

function header(id: number): RecordHeader {
  return { id, version: 1, status: 'draft', outcome: null, number: null, owner: null, department: null, generation: 0, createdAt: 5, createdBy: null, updatedAt: 5, updatedBy: null, deletedAt: null, release: 1 }
}

function receipt(id: number, item: number): StoredRecord {
  return {
    entity: 'receipt',
    header: header(id),
    values: { date: CalendarDate.parse('2025-02-28'), item, urgent: true, total: Decimal.parse('12.50'), checked: DateTime.fromEpochMilliseconds(1_700_000_000_000), tags: ['a', 'b'] },
    lines: {
      lines: [
        { id: id + 1, position: 2, values: { item, quantity: Decimal.parse('1.000'), price: Decimal.parse('0.000001'), note: null } },
        { id: id + 2, position: 1, values: { item: null, quantity: Decimal.parse('-3.500'), price: null, note: '第二行' } },
      ],
    },
  }
}
