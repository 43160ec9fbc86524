import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { afterEach, describe, expect, it } from 'vitest'
import type { Database } from '../database.ts'
import { makeAuthorizedPlan } from '../reading/authorized-plan.ts'
import { countUnderWay } from '../reading/count-under-way.ts'
import { countRecords, selectRecords, sumRecords, type ReadingSource, type RecordSelection } from '../reading/select-records.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { modelOf, testEntities } from '../test-model.fixture.ts'
import { describeEachDatabase } from './databases.fixture.ts'

const plan = makeAuthorizedPlan({ resource: 'receipt', rows: { constant: true }, seatsOf: null, hidden: new Set() })
const select = (more: Partial<RecordSelection> = {}): RecordSelection => ({
  plan,
  columns: [{ name: 'id', path: ['id'] }],
  where: [],
  sort: [],
  limit: 100,
  ...more,
})

interface Sample {
  id: number
  date: string | null
  total: string | null
  urgent: boolean | null
  item: number | null
}

/** Twelve receipts with gaps, so that every kind of NULL is met. */
const samples: Sample[] = Array.from({ length: 12 }, (_, index) => ({
  id: 101 + index,
  date: index % 4 === 0 ? null : `2026-0${1 + (index % 3)}-15`,
  total: index % 5 === 0 ? null : `${(index % 3) * 10 - 10}.${index % 2}5`,
  urgent: index % 3 === 0 ? null : index % 3 === 1,
  item: index % 2 === 0 ? 1 : null,
}))

async function fill(database: Database): Promise<Store> {
  const store = await openStore(modelOf(testEntities), createBuiltInRegistry(), database)
  const header = {
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
  await database.write(async (transaction) => {
    await store.records.insert(transaction, {
      entity: 'item',
      header: { ...header, id: 1, status: 'active' },
      values: { code: 'A', name: '螺丝', parent: null },
      lines: {},
    })
    for (const { id, date, total, urgent, item } of samples) {
      const values = {
        date: date === null ? null : CalendarDate.parse(date),
        total: total === null ? null : Decimal.parse(total),
        urgent,
        item,
        checked: null,
        tags: null,
      }
      await store.records.insert(transaction, {
        entity: 'receipt',
        header: { ...header, id },
        values,
        lines: { lines: [{ id: id + 1000, position: 1, values: { item, quantity: Decimal.parse('1.5'), price: null, note: null } }] },
      })
    }
  })
  return store
}

await describeEachDatabase('reading', (databases) => {
  let database: Database
  afterEach(() => database.close())

  async function within<T>(work: (from: ReadingSource) => Promise<T>): Promise<T> {
    database = await databases.open()
    const store = await fill(database)
    const environment = {
      dialect: database.dialect,
      timeZone: 'Asia/Shanghai',
      today: CalendarDate.parse('2026-02-15'),
      user: (name: string) => (name === 'ids' ? [1, 7] : name === 'id' ? 1 : null),
      parameter: () => null,
    }
    const tables = { model: store.model, entityTable: (entity: string) => store.tables.get(entity)! }
    return database.read((reading) => work({ reading, tables, environment }))
  }

  const keeping = (where: Predicate): Promise<number[]> =>
    within(async (from) =>
      (await selectRecords(from, select({ where: [where] }))).rows.map((row) => row.id as number).sort((one, other) => one - other),
    )
  const expected = (keep: (sample: Sample) => boolean): number[] => samples.filter(keep).map((sample) => sample.id)
  const total = { path: ['total'] }
  const date = { path: ['date'] }
  const more = (sample: Sample, bound: number): boolean => sample.total !== null && Number(sample.total) > bound

  const cases: [string, Predicate, (sample: Sample) => boolean][] = [
    ['a number', { compare: '>', left: total, right: { number: '0' } }, (sample) => more(sample, 0)],
    [
      'a number with more digits than the column',
      { compare: '>=', left: total, right: { number: '0.0500001' } },
      (sample) => more(sample, 0.05),
    ],
    ['equality with more digits is never true', { compare: '=', left: total, right: { number: '0.0500001' } }, () => false],
    ['a mirrored comparison', { compare: '<', left: { number: '0' }, right: total }, (sample) => more(sample, 0)],
    [
      'not greater: null stays out',
      { not: { compare: '>', left: total, right: { number: '0' } } },
      (sample) => sample.total !== null && !more(sample, 0),
    ],
    [
      'not equal: null is unequal',
      { not: { compare: '=', left: total, right: { number: '10.15' } } },
      (sample) => sample.total !== '10.15',
    ],
    ['null equals null', { compare: '=', left: total, right: { constant: null } }, (sample) => sample.total === null],
    [
      'a date against today',
      { compare: '<=', left: date, right: { today: true } },
      (sample) => sample.date !== null && sample.date <= '2026-02-15',
    ],
    ['a boolean', { compare: '=', left: { path: ['urgent'] }, right: { constant: true } }, (sample) => sample.urgent === true],
    ['not a boolean', { not: { compare: '=', left: { path: ['urgent'] }, right: { constant: true } } }, (sample) => sample.urgent !== true],
    ['through a reference', { compare: '=', left: { path: ['item', 'name'] }, right: { constant: '螺丝' } }, (sample) => sample.item === 1],
    ['starts with', { text: 'starts with', value: { path: ['item', 'name'] }, search: { constant: '螺' } }, (sample) => sample.item === 1],
    ['contains nothing', { text: 'contains', value: { path: ['item', 'name'] }, search: { constant: '钉' } }, () => false],
    ['in a list of the user', { in: { path: ['item'] }, list: [{ user: 'ids' }] }, (sample) => sample.item === 1],
    ['not in a list: null is not in it', { not: { in: { path: ['item'] }, list: [{ user: 'ids' }] } }, (sample) => sample.item === null],
    [
      'any of',
      { any: [{ isNull: date }, { compare: '=', left: { path: ['item'] }, right: { user: 'id' } }] },
      (sample) => sample.date === null || sample.item === 1,
    ],
    ['not any of', { not: { any: [{ isNull: date }, { isNull: total }] } }, (sample) => sample.date !== null && sample.total !== null],
    ['values of different kinds', { compare: '<', left: total, right: { constant: 'x' } }, () => false],
  ]

  describe('filters', () => {
    it.each(cases)('%s', async (_name, predicate, keep) => {
      expect(await keeping(predicate)).toEqual(expected(keep))
    })
  })

  it.each([
    [
      'ascending',
      [
        { path: ['total'], descending: false },
        { path: ['date'], descending: true },
      ],
    ],
    [
      'descending',
      [
        { path: ['total'], descending: true },
        { path: ['date'], descending: false },
      ],
    ],
  ])('pages %s give every row once, in one order, nulls smallest', async (_name, sort) => {
    const { whole, pages } = await within(async (from) => {
      const page = await selectRecords(from, select({ sort }))
      const ids: unknown[] = []
      let after: RecordSelection['after']
      do {
        const next = await selectRecords(from, select({ sort, limit: 5, after }))
        ids.push(...next.rows.map((row) => row.id))
        after = next.next
      } while (after !== undefined)
      return { whole: page.rows.map((row) => row.id), pages: ids }
    })
    expect(pages).toEqual(whole)
    expect(new Set(pages).size).toBe(samples.length)
    const nulls = samples.filter((sample) => sample.total === null).map((sample) => sample.id)
    const edge = sort[0]!.descending ? whole.slice(-nulls.length) : whole.slice(0, nulls.length)
    expect(new Set(edge)).toEqual(new Set(nulls))
  })

  it('counts what is under way, and an index serves the count', async () => {
    const counts = await within(async (from) => {
      await database.write(async (transaction) => {
        const change = { sql: 'update r_receipt set status = ? where id = ?' }
        for (const [id, status] of [
          [101, 'submitted'],
          [102, 'posted'],
          [103, 'voided'],
        ] as const) {
          await transaction.run(change, [status, id])
        }
      })
      if (database.dialect === 'sqlite') {
        const plan = await from.reading.all(
          {
            sql: "explain query plan select status, count(*) from r_receipt as r where r.status in ('draft', 'submitted') and deleted_at is null group by status",
          },
          [],
        )
        expect(String(plan[0]?.detail)).toMatch(/USING INDEX .*status/)
      }
      return countUnderWay(from, plan)
    })
    expect(counts).toEqual({ draft: 9, submitted: 1 })
  })

  it('counts up to a cap and adds up exactly', async () => {
    const result = await within(async (from) => ({
      all: await countRecords(from, select(), 100),
      capped: await countRecords(from, select(), 5),
      sums: await sumRecords(from, select({ columns: [{ name: 'total', path: ['total'] }] })),
    }))
    const sum = samples.reduce((added, sample) => (sample.total === null ? added : added.add(Decimal.parse(sample.total))), Decimal.zero)
    expect(result).toEqual({ all: { value: 12, capped: false }, capped: { value: 5, capped: true }, sums: { total: expect.anything() } })
    expect(String(result.sums.total)).toBe(sum.toString())
  })

  it('reads lines with their record, and refuses unknown paths by name', async () => {
    const lines = await within((from) =>
      selectRecords(
        from,
        select({
          lines: 'lines',
          columns: [
            { name: 'quantity', path: ['lines', 'quantity'] },
            { name: 'name', path: ['lines', 'item', 'name'] },
          ],
          limit: 2,
        }),
      ),
    )
    expect(lines.rows.map((row) => [String(row.quantity), row.name])).toEqual([
      ['1.500', null],
      ['1.500', '螺丝'],
    ])
    await database.close()
    await expect(within((from) => selectRecords(from, select({ columns: [{ name: 'x', path: ['nothing'] }] })))).rejects.toMatchObject({
      code: 'unknown-field',
    })
  })
})
