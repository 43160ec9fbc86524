import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RecordHeader } from '../../engine/record/stored-record.ts'
import type { Database } from '../database.ts'
import { previewMigration } from '../migrate/preview-migration.ts'
import { openStore } from '../open-store.ts'
import { modelOf } from '../test-model.fixture.ts'
import { describeEachDatabase } from './databases.fixture.ts'

const registry = createBuiltInRegistry()
const text = (name: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({ name, type: 'text', ...more })
const amount: FieldDefinition = { name: 'amount', type: 'number', scale: 2 }
const lines = (fields: FieldDefinition[]): FieldDefinition => ({ name: 'lines', type: 'lines', fields })
const entity = (name: string, fields: FieldDefinition[], more: Partial<EntityDefinition> = {}): EntityDefinition => ({
  kind: 'entity',
  name,
  nature: 'document',
  fields,
  ...more,
})

await describeEachDatabase('migration', ({ open }) => {
  let database: Database

  beforeEach(async () => {
    database = await open()
    await publish([entity('order', [text('code'), amount, lines([amount])])])
    for (const [code, units] of [
      ['A', 1250],
      ['B', -5],
      ['12.5', null],
    ] as const) {
      await insert('order', { code, amount: units === null ? null : Decimal.fromUnits(units, 2) })
    }
  })
  afterEach(() => database.close())

  const publish = (entities: EntityDefinition[]) => openStore(modelOf(entities), registry, database)
  const preview = (entities: EntityDefinition[]) =>
    database.read((reading) => previewMigration(reading, database.dialect, modelOf(entities), registry))

  async function insert(name: string, values: Record<string, unknown>): Promise<void> {
    const store = await publish([entity('order', [text('code'), amount, lines([amount])])])
    await database.write(async (transaction) => {
      const id = await transaction.nextIds(2)
      await store.records.insert(transaction, {
        entity: name,
        header: header(id),
        values,
        lines: { lines: [{ id: id + 1, position: 1, values: { amount: values.amount } }] },
      })
    })
  }

  async function valuesOf(entities: EntityDefinition[], name: string): Promise<Record<string, unknown>[]> {
    const store = await publish(entities)
    return database.read(async (reading) => {
      const rows = await reading.all({ sql: `select id from "${store.tables.get(name)!.table}" order by id` }, [])
      const found: Record<string, unknown>[] = []
      for (const row of rows) {
        const record = await store.records.load(reading, name, Number(row.id))
        found.push({ ...record!.values, lines: record!.lines.lines?.map((line) => line.values) })
      }
      return found
    })
  }

  it('renames an entity, its lines and its fields without touching data', async () => {
    const renamed = [
      entity(
        'purchase',
        [
          text('编码', { was: ['code'] }),
          amount,
          { ...lines([{ ...amount, name: 'sum', was: ['amount'] }]), name: 'rows', was: ['lines'] },
        ],
        { was: ['order'] },
      ),
    ]
    expect(await preview(renamed)).toEqual([
      { does: 'rename', from: 'order', path: 'purchase', rows: 3, blocks: false },
      { does: 'rename', from: 'purchase/lines', path: 'purchase/rows', rows: 3, blocks: false },
      { does: 'rename', from: 'purchase/code', path: 'purchase/编码', rows: 3, blocks: false },
      { does: 'rename', from: 'purchase/rows/amount', path: 'purchase/rows/sum', rows: 2, blocks: false },
    ])
    const store = await publish(renamed)
    const record = await database.read(async (reading) =>
      store.records.load(reading, 'purchase', await firstId(reading, store.tables.get('purchase')!.table)),
    )
    expect(record!.values).toEqual({ 编码: 'A', amount: Decimal.parse('12.50') })
    expect(record!.lines.rows!.map((line) => String(line.values.sum))).toEqual(['12.50'])
  })

  it('keeps what was deleted, and gives it back', async () => {
    const shorter = [entity('order', [text('code')])]
    expect(await preview(shorter)).toEqual([
      { does: 'retire', path: 'order/amount', rows: 2, blocks: false },
      { does: 'retire', path: 'order/lines', rows: 3, blocks: false },
      { does: 'retire', path: 'order/lines/amount', rows: 2, blocks: false },
    ])
    await publish(shorter)
    await publish([])
    const before = [entity('order', [text('code'), amount, lines([amount])])]
    expect((await preview(before)).every((change) => change.does === 'revive')).toBe(true)
    expect(String((await valuesOf(before, 'order'))[0]!.amount)).toBe('12.50')
  })

  it('keeps both a field and the lines that take its place, and gives each back', async () => {
    const asLines = [entity('order', [{ ...lines([text('note')]), name: 'code' }, amount, { ...text('lines') }])]
    const original = [entity('order', [text('code'), amount, lines([amount])])]
    expect((await preview(asLines)).map(({ does, path, rows }) => `${does} ${path} ${rows}`)).toEqual([
      'add-field order/lines 3',
      'add-lines order/code 0',
      'retire order/code~1 3',
      'retire order/lines~1 3',
      'retire order/lines~1/amount 2',
    ])
    expect((await valuesOf(asLines, 'order'))[0]).toMatchObject({ lines: undefined })
    const back = await preview(original)
    expect(back.every(({ blocks }) => !blocks)).toBe(true)
    const values = await valuesOf(original, 'order')
    expect(values.map(({ code }) => code)).toEqual(['A', 'B', '12.5'])
    expect(values.map((found) => String((found.lines as { amount: unknown }[])[0]!.amount))).toEqual(['12.50', '-0.05', 'null'])
    await publish(asLines)
    expect((await valuesOf(original, 'order')).map(({ code }) => code)).toEqual(['A', 'B', '12.5'])
  })

  it('converts where a type or scale changes, and says what does not convert', async () => {
    const changed = [entity('order', [{ name: 'code', type: 'number', scale: 1 }, { ...amount, scale: 4 }, lines([text('amount')])])]
    const [code, total, inLines] = await preview(changed)
    expect(code).toMatchObject({ does: 'convert', path: 'order/code', rows: 3, conversion: { converted: 1, refused: 2 } })
    expect(code!.conversion!.samples.map((sample) => sample.value)).toEqual(['A', 'B'])
    expect(total).toMatchObject({ does: 'convert', path: 'order/amount', conversion: { converted: 2, refused: 0 } })
    expect(inLines).toMatchObject({ does: 'convert', path: 'order/lines/amount', conversion: { converted: 2 } })
    const values = await valuesOf(changed, 'order')
    expect(values.map((found) => [found.code, found.amount].map((value) => (value === null ? null : String(value))))).toEqual([
      [null, '12.5000'],
      [null, '-0.0500'],
      ['12.5', null],
    ])
    expect(values.map((found) => (found.lines as { amount: string | null }[])[0]!.amount)).toEqual(['12.50', '-0.05', null])
    const again = [entity('order', [text('code'), amount, lines([amount])])]
    const back = await valuesOf(again, 'order')
    expect(back.map((found) => found.code)).toEqual(['A', 'B', '12.5'])
    expect(back.map((found) => String((found.lines as { amount: unknown }[])[0]!.amount))).toEqual(['12.50', '-0.05', 'null'])
  })

  it('counts rows that lack a newly required value, and doubles of a newly unique one', async () => {
    await insert('order', { code: 'A', amount: null })
    const stricter = [
      entity('order', [text('code', { unique: true }), { ...amount, required: true }, text('note', { required: true }), lines([amount])]),
    ]
    const changes = await preview(stricter)
    expect(changes).toContainEqual({ does: 'make-unique', path: 'order#unique:code', rows: 1, blocks: true })
    expect(changes).toContainEqual({ does: 'require', path: 'order/amount', rows: 2, blocks: false })
    expect(changes).toContainEqual({ does: 'require', path: 'order/note', rows: 4, blocks: false })
    await expect(publish(stricter)).rejects.toMatchObject({ code: 'migration-refused' })
    expect(await preview([entity('order', [text('code'), amount, lines([amount])])])).toEqual([])
  })

  it('drops an index that is no longer wanted, and makes it again', async () => {
    const fields = (isIndexed: boolean) => [
      entity('order', [text('code', { index: isIndexed }), amount, lines([{ ...amount, index: isIndexed }])]),
    ]
    for (const isIndexed of [true, false, true]) await publish(fields(isIndexed))
    expect(await preview(fields(true))).toEqual([])
  })

  it('gives short ASCII names that never meet, whatever the definitions are called', async () => {
    const long = '采购入库单的非常长的名称'.repeat(10)
    const store = await publish([
      entity(long, [text(long), text(`${long}二`), text('select'), text('id')]),
      entity(`${long}二`, []),
      entity('Order', []),
      entity('order', [text('code'), text('version')]),
    ])
    const tables = [...store.tables.values()]
    expect(new Set(tables.map((table) => table.table)).size).toBe(4)
    for (const name of tables.flatMap((table) => [table.table, ...table.columns.map((column) => column.column)])) {
      expect(name).toMatch(/^[a-z][a-z0-9_]{0,40}$/)
    }
    expect(new Set(store.tables.get(long)!.columns.map((column) => column.column)).size).toBe(4)
  })
})

async function firstId(reading: { get(plan: { sql: string }, parameters: never[]): unknown }, table: string): Promise<number> {
  return Number(((await reading.get({ sql: `select min(id) as id from "${table}"` }, [])) as { id: number }).id)
}

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
