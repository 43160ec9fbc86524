import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { trade } from './trade.fixture.ts'
import type { Answer } from './unit.ts'

let workspace: TestWorkspace
let party: string
let items: string[]

beforeAll(async () => {
  workspace = await TestWorkspace.open(trade)
  party = (await workspace.save('party', { name: 'North Ltd', region: 'north' })).id
  items = []
  for (const [code, price] of [
    ['A', '1.25'],
    ['B', '0.3333'],
    ['C', '99.9999'],
  ]) {
    items.push((await workspace.save('item', { code, price })).id)
  }
})
afterAll(() => workspace.close())

interface Row {
  item: number
  quantity: number
  price: number
  note: string | null
}

const row = fc.record<Row>({
  item: fc.nat(2),
  quantity: fc.integer({ min: 1, max: 1_000_000 }),
  price: fc.integer({ min: 0, max: 1_000_000 }),
  note: fc.option(fc.stringMatching(/^[a-z]{1,5}$/), { nil: null }),
})
const header = fc.record({ discount: fc.integer({ min: 0, max: 99 }), remark: fc.option(fc.stringMatching(/^[a-z]{1,9}$/), { nil: null }) })

const decimal = (units: number, scale: number): string => (units / 10 ** scale).toFixed(scale)
const values = ({ item, quantity, price, note }: Row) => ({
  item: items[item],
  quantity: decimal(quantity, 3),
  price: decimal(price, 4),
  note,
})
const headerValues = ({ discount, remark }: { discount: number; remark: string | null }) => ({
  party,
  discount: decimal(discount, 2),
  remark,
})

type Saved = Answer & { id: string; version: number; lines: Record<string, string> }
const save = async (body: unknown): Promise<Saved> => (await workspace.run('save', body)) as Saved

/** What a record says, without ids, positions and versions. */
async function told(id: string): Promise<unknown> {
  const record = (await workspace.database.read((reading) =>
    Promise.resolve(workspace.store.records.load(reading, 'order', Number(id))),
  )) as StoredRecord
  const plain = (each: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(each).map(([name, value]) => [name, value === null ? null : String(value)]))
  return { values: plain(record.values), lines: record.lines.lines!.map((line) => plain(line.values)) }
}

describe('a record saved in steps', () => {
  it('equals the one saved at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        header,
        header,
        fc.array(row, { maxLength: 6 }),
        fc.array(row, { minLength: 6, maxLength: 6 }),
        fc.array(fc.nat(5), { maxLength: 3 }),
        async (first, last, rows, changed, removed) => {
          const start = await save({
            entity: 'order',
            changes: {
              values: headerValues(first),
              lines: { lines: rows.map((each, index) => ({ do: 'insert', ref: `r${index}`, values: values(each) })) },
            },
          })
          let version = start.version
          const step = async (changes: unknown): Promise<void> => {
            version = (await save({ entity: 'order', id: start.id, version, changes })).version
          }
          for (const [index, _] of rows.entries()) {
            await step({ lines: { lines: [{ do: 'update', id: start.lines[`r${index}`], values: values(changed[index]!) }] } })
          }
          await step({ values: headerValues(last) })
          const gone = new Set(removed.filter((index) => index < rows.length))
          for (const index of gone) await step({ lines: { lines: [{ do: 'remove', id: start.lines[`r${index}`] }] } })
          await step({
            lines: {
              lines: [
                {
                  do: 'insert',
                  values: values(changed[5]!),
                  before: rows.flatMap((_row, index) => (gone.has(index) ? [] : [start.lines[`r${index}`]]))[0],
                },
              ],
            },
          })

          const kept = rows.map((_row, index) => index).filter((index) => !gone.has(index))
          const whole = await save({
            entity: 'order',
            changes: {
              values: headerValues(last),
              lines: {
                lines: [changed[5]!, ...kept.map((index) => changed[index]!)].map((each) => ({ do: 'insert', values: values(each) })),
              },
            },
          })
          expect(await told(start.id)).toEqual(await told(whole.id))
        },
      ),
      { numRuns: 40 },
    )
  })
})
