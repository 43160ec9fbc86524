import { evaluatePredicate, type FeelValue } from '@formwork/platform/expression/index.ts'
import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'
import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../database.ts'
import { openStore } from '../open-store.ts'
import { makeAuthorizedPlan } from '../reading/authorized-plan.ts'
import { selectRecords } from '../reading/select-records.ts'
import type { Store } from '../store.ts'
import { modelOf, testEntities } from '../test-model.fixture.ts'
import { describeEachDatabase } from './databases.fixture.ts'

const today = CalendarDate.parse('2026-02-15')
const zone = 'Asia/Shanghai'
const user = (name: string): FeelValue => (name === 'ids' ? ['1', '2'] : name === 'id' ? '1' : null)

const noon = (day: string): DateTime => DateTime.fromEpochMilliseconds(Date.parse(`${day}T04:00:00Z`), zone)
const rows = [
  { date: '2026-02-14', total: '10.00', urgent: true, item: 1, checked: '2026-02-15', number: 'A-1' },
  { date: '2026-02-15', total: '-0.01', urgent: false, item: 2, checked: '2026-02-16', number: 'B%1' },
  { date: null, total: null, urgent: null, item: null, checked: null, number: null },
  { date: '2026-03-01', total: '0.00', urgent: null, item: 1, checked: null, number: '单据_1' },
].map((row, index) => ({
  id: index + 10,
  number: row.number,
  values: {
    date: row.date === null ? null : CalendarDate.parse(row.date),
    total: row.total === null ? null : Decimal.parse(row.total),
    urgent: row.urgent,
    item: row.item,
    checked: row.checked === null ? null : noon(row.checked),
    tags: null,
  } as Record<string, unknown>,
}))
const names: Record<number, string> = { 1: '螺丝', 2: 'bolt' }

/** A record's value for the evaluator: references as the text of their id, names through them. */
function readValue(row: (typeof rows)[number], [first, second]: readonly string[]): FeelValue {
  if (first === 'number') return row.number
  const value = row.values[first as string]
  if (first !== 'item') return (value ?? null) as FeelValue
  if (value === null || value === undefined) return null
  return second === 'name' ? (names[value as number] ?? null) : String(value)
}

const paths = {
  number: ['total'],
  text: ['number', 'item.name'],
  date: ['date'],
  instant: ['checked'],
  reference: ['item'],
  boolean: ['urgent'],
}
const path = (text: string): Operand => ({ path: text.split('.') })
const pathOf = (...kinds: (keyof typeof paths)[]): fc.Arbitrary<Operand> =>
  fc.constantFrom(...kinds.flatMap((kind) => paths[kind])).map(path)
const number: fc.Arbitrary<Operand> = fc
  .constantFrom('0', '10', '-0.01', '0.005', '10.000', '99999999999999999999')
  .map((each) => ({ number: each }))
const day: fc.Arbitrary<Operand> = fc.oneof(
  fc.constantFrom('2026-02-14', '2026-02-15', '2026-02-16').map((date) => ({ date })),
  fc.constant<Operand>({ today: true, addDays: -1 }),
)
const text: fc.Arbitrary<Operand> = fc.constantFrom('A-1', 'B%1', '单', '螺丝', '%', '', '1').map((constant) => ({ constant }))
const nothing: Operand = { constant: null }
const comparator = fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const)
const equality = fc.constantFrom('=' as const, '!=' as const)

const compared = (
  left: fc.Arbitrary<Operand>,
  right: fc.Arbitrary<Operand>,
  how: fc.Arbitrary<'=' | '!=' | '<' | '<=' | '>' | '>='> = comparator,
): fc.Arbitrary<Predicate> =>
  fc
    .tuple(how, left, right, fc.boolean())
    .map(([compare, one, other, swapped]) => (swapped ? { compare, left: other, right: one } : { compare, left: one, right: other }))

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  compared(pathOf('number'), fc.oneof(number, fc.constant(nothing), text)),
  compared(pathOf('text'), fc.oneof(text, fc.constant(nothing))),
  compared(pathOf('date', 'instant'), fc.oneof(day, fc.constant(nothing))),
  compared(pathOf('reference'), fc.oneof(fc.constant<Operand>({ user: 'id' }), fc.constant<Operand>({ constant: '2' })), equality),
  compared(
    pathOf('boolean'),
    fc.boolean().map((constant) => ({ constant })),
    equality,
  ),
  fc.tuple(pathOf('text'), fc.array(text, { maxLength: 3 })).map(([value, list]) => ({ in: value, list })),
  fc
    .tuple(pathOf('reference'), fc.constantFrom<Operand[]>([{ user: 'ids' }], [{ constant: '2' }, { constant: '9' }], []))
    .map(([value, list]) => ({ in: value, list })),
  fc.tuple(pathOf('number'), fc.array(number, { maxLength: 3 })).map(([value, list]) => ({ in: value, list })),
  fc
    .tuple(fc.constantFrom('starts with' as const, 'ends with' as const, 'contains' as const), pathOf('text'), text)
    .map(([test, value, search]) => ({ text: test, value, search })),
  pathOf('number', 'text', 'date', 'instant', 'reference', 'boolean').map((operand) => ({ isNull: operand })),
  fc.boolean().map((constant) => ({ constant })),
)

const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('predicate').map((not) => ({ not })),
    fc.array(tie('predicate'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('predicate'), { maxLength: 3 }).map((any) => ({ any })),
  ),
}))

await describeEachDatabase('FEEL-Q', (databases) => {
  let database: Database
  let store: Store

  beforeAll(async () => {
    database = await databases.open()
    store = await openStore(modelOf(testEntities), createBuiltInRegistry(), database)
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
      for (const [id, name] of Object.entries(names)) {
        await store.records.insert(transaction, {
          entity: 'item',
          header: { ...header, id: Number(id) },
          values: { code: id, name, parent: null },
          lines: {},
        })
      }
      for (const { id, number: own, values } of rows) {
        await store.records.insert(transaction, { entity: 'receipt', header: { ...header, id, number: own }, values, lines: {} })
      }
    })
  })
  afterAll(() => database.close())

  it('keeps in SQL exactly the rows for which the predicate is true', async () => {
    const plan = makeAuthorizedPlan({ resource: 'receipt', rows: { constant: true }, seatsOf: null, hidden: new Set() })
    const environment = { dialect: database.dialect, timeZone: zone, today, user, parameter: () => null }
    const tables = { model: store.model, entityTable: (entity: string) => store.tables.get(entity)! }
    await fc.assert(
      fc.asyncProperty(predicate, async (where) => {
        const kept = await database.read(async (reading) => {
          const page = await selectRecords(
            { reading, tables, environment },
            { plan, columns: [{ name: 'id', path: ['id'] }], where: [where], sort: [], limit: 50 },
          )
          return page.rows.map((row) => row.id as number).sort()
        })
        const expected = rows
          .filter((row) => evaluatePredicate(where, { read: (each) => readValue(row, each), user, today, timeZone: zone }))
          .map((row) => row.id)
        expect(kept).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })
})
