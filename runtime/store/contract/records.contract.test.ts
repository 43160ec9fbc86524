import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RecordHeader, StoredRecord } from '../../engine/record/stored-record.ts'
import type { Database } from '../database.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { modelOf, testEntities } from '../test-model.fixture.ts'
import { describeEachDatabase } from './databases.fixture.ts'

const registry = createBuiltInRegistry()
const most = Number.MAX_SAFE_INTEGER

await describeEachDatabase('records', ({ open }) => {
  let database: Database
  let store: Store

  beforeEach(async () => {
    database = await open()
    store = await openStore(modelOf(testEntities), registry, database)
  })
  afterEach(() => database.close())

  const load = (entity: string, id: number) => database.read(async (reading) => store.records.load(reading, entity, id))

  async function insertItem(code: string, more: Record<string, unknown> = {}): Promise<number> {
    return database.write(async (transaction) => {
      const id = await transaction.nextIds(1)
      await store.records.insert(transaction, {
        entity: 'item',
        header: header(id),
        values: { code, name: null, parent: null, ...more },
        lines: {},
      })
      return id
    })
  }

  it('gives back every kind of value as it was given', async () => {
    const item = await insertItem('A-1', { name: '内六角螺丝 “M8×20”' })
    const record = receipt(item + 1, item)
    await database.write(async (transaction) => store.records.insert(transaction, record))
    expect(await load('receipt', item + 1)).toEqual({ ...record, lines: { lines: record.lines.lines!.toReversed() } })
    expect((await load('item', item))!.values.name).toBe('内六角螺丝 “M8×20”')
    expect(await load('receipt', 999_999)).toBeUndefined()
  })

  it('keeps decimals exactly up to ±(2^53 − 1) units, and refuses more', async () => {
    const item = await insertItem('A-1')
    const write = (price: Decimal) =>
      database.write(async (transaction) => {
        const id = await transaction.nextIds(2)
        const record = receipt(id, item)
        await store.records.insert(transaction, {
          ...record,
          values: { ...record.values, date: null },
          lines: { lines: [{ id: id + 1, position: 1, values: { item, quantity: null, price, note: null } }] },
        })
        return id
      })
    for (const units of [most, -most, most - 1, 0, 1]) {
      const loaded = await load('receipt', await write(Decimal.fromUnits(units, 6)))
      expect((loaded!.lines.lines![0]!.values.price as Decimal).units).toBe(BigInt(units))
    }
    await expect(write(Decimal.fromUnits(BigInt(most) + 1n, 6))).rejects.toMatchObject({ code: 'out-of-range' })
  })

  it('rounds a computed value half up to the column, and aligns a shorter one', async () => {
    const item = await insertItem('A-1')
    const id = await database.write(async (transaction) => {
      const first = await transaction.nextIds(3)
      await store.records.insert(transaction, {
        ...receipt(first, item),
        values: { ...receipt(first, item).values, total: Decimal.parse('2.345') },
      })
      return first
    })
    expect(String((await load('receipt', id))!.values.total)).toBe('2.35')
    await database.write(async (transaction) =>
      store.records.update(transaction, 'receipt', id, 1, { header: {}, values: { total: Decimal.parse('7') }, lines: [] }),
    )
    expect(String((await load('receipt', id))!.values.total)).toBe('7.00')
  })

  it('updates only what is given, and only the version that was seen', async () => {
    const item = await insertItem('A-1')
    const id = item + 1
    await database.write(async (transaction) => store.records.insert(transaction, receipt(id, item)))
    const changes = {
      header: { version: 2, status: 'submitted', updatedAt: 9 },
      values: { urgent: false },
      lines: [
        {
          field: 'lines',
          insert: [{ id: id + 9, position: 3.5, values: { item, quantity: Decimal.parse('9.000'), price: null, note: 'new' } }],
          update: [{ id: id + 1, position: 4, values: { note: 'changed' } }],
          remove: [id + 2],
        },
      ],
    }
    expect(await database.write(async (transaction) => store.records.update(transaction, 'receipt', id, 1, changes))).toBe(true)
    expect(await database.write(async (transaction) => store.records.update(transaction, 'receipt', id, 1, changes))).toBe(false)
    const after = (await load('receipt', id))!
    expect(after.header).toMatchObject({ version: 2, status: 'submitted', createdAt: 5, updatedAt: 9 })
    expect(after.values).toMatchObject({ urgent: false, item })
    expect(after.lines.lines!.map((line) => [line.id, line.position, line.values.note])).toEqual([
      [id + 9, 3.5, 'new'],
      [id + 1, 4, 'changed'],
    ])
    expect(String(after.lines.lines![1]!.values.quantity)).toBe('1.000')
  })

  it('refuses a second live record with the same unique value, also when the check came too early', async () => {
    const first = await insertItem('唯一')
    expect(await database.read(async (reading) => store.records.findDuplicate(reading, 'item', ['code'], ['唯一'], 0))).toBe(first)
    expect(await database.read(async (reading) => store.records.findDuplicate(reading, 'item', ['code'], ['唯一'], first))).toBeUndefined()
    await expect(insertItem('唯一')).rejects.toMatchObject({
      code: 'not-unique',
      path: 'code',
      parameters: { label: 'code', value: '唯一' },
    })
    await database.write(async (transaction) =>
      store.records.update(transaction, 'item', first, 1, { header: { version: 2, deletedAt: 7 }, values: {}, lines: [] }),
    )
    await expect(insertItem('唯一')).resolves.toBeGreaterThan(first)
  })

  it('finds duplicates of several fields; an empty one is equal to nothing', async () => {
    const item = await insertItem('A-1')
    await database.write(async (transaction) => store.records.insert(transaction, receipt(item + 1, item)))
    const find = (date: CalendarDate | null) =>
      database.read(async (reading) => store.records.findDuplicate(reading, 'receipt', ['date', 'item'], [date, item], 0))
    expect(await find(CalendarDate.parse('2025-02-28'))).toBe(item + 1)
    expect(await find(CalendarDate.parse('2025-03-01'))).toBeUndefined()
    expect(await find(null)).toBeUndefined()
  })

  it('refuses references to what does not exist', async () => {
    await expect(insertItem('A-2', { parent: 4_000_000 })).rejects.toMatchObject({ code: 'in-use' })
  })

  it('leaves nothing of a command that fails', async () => {
    const item = await insertItem('A-1')
    const failing = database.write(async (transaction) => {
      await store.records.insert(transaction, receipt(item + 1, item))
      throw new Error('refused')
    })
    await expect(failing).rejects.toThrow('refused')
    expect(await load('receipt', item + 1)).toBeUndefined()
  })

  it('stores definitions whose names are Chinese, and years at both ends', async () => {
    const id = await database.write(async (transaction) => {
      const first = await transaction.nextIds(3)
      await store.records.insert(transaction, {
        entity: '单据',
        header: header(first),
        values: { 名称: '一', 数量: Decimal.of(3) },
        lines: {},
      })
      for (const [index, year] of ['0001-01-01', '9999-12-31'].entries()) {
        const record = receipt(first + 1 + index, 0)
        await store.records.insert(transaction, {
          ...record,
          values: { ...record.values, item: null, date: CalendarDate.parse(year) },
          lines: {},
        })
      }
      return first
    })
    expect((await load('单据', id))!.values).toEqual({ 名称: '一', 数量: Decimal.of(3) })
    expect(String((await load('receipt', id + 1))!.values.date)).toBe('0001-01-01')
    expect(String((await load('receipt', id + 2))!.values.date)).toBe('9999-12-31')
  })

  it('writes documents of 2,000 lines', async () => {
    const item = await insertItem('A-1')
    const id = await database.write(async (transaction) => {
      const first = await transaction.nextIds(2001)
      const lines = Array.from({ length: 2000 }, (_, index) => ({
        id: first + 1 + index,
        position: index,
        values: { item, quantity: Decimal.fromUnits(index, 3), price: null, note: null },
      }))
      await store.records.insert(transaction, { ...receipt(first, item), lines: { lines } })
      return first
    })
    const { lines } = (await load('receipt', id))!
    expect(lines.lines).toHaveLength(2000)
    expect(String(lines.lines![1999]!.values.quantity)).toBe('1.999')
  })
})

function header(id: number): RecordHeader {
  return {
    id,
    version: 1,
    status: 'draft',
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

function receipt(id: number, item: number): StoredRecord {
  return {
    entity: 'receipt',
    header: header(id),
    values: {
      date: CalendarDate.parse('2025-02-28'),
      item,
      urgent: true,
      total: Decimal.parse('12.50'),
      checked: DateTime.fromEpochMilliseconds(1_700_000_000_000),
      tags: ['a', '乙'],
    },
    lines: {
      lines: [
        { id: id + 1, position: 2, values: { item, quantity: Decimal.parse('1.000'), price: Decimal.parse('0.000001'), note: null } },
        { id: id + 2, position: 1, values: { item: null, quantity: Decimal.parse('-3.500'), price: null, note: '第二行' } },
      ],
    },
  }
}
