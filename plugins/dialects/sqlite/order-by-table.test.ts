import type { Plan } from '@formwork/platform/plugin/contracts/dialect.ts'
import BetterSqlite3 from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderByTable, type Write } from './order-by-table.ts'

const insertA: Plan = { sql: 'insert into `a` (id, text) values (?, ?) on conflict (id) do update set text = excluded.text' }
const appendA: Plan = { sql: 'UPDATE "a" set text = text || ? where id = ?' }
const deleteA: Plan = { sql: 'delete from a where id = ?' }
const insertB: Plan = { sql: 'insert or ignore into b (id, text) values (?, ?)' }
const appendB: Plan = { sql: 'update b set text = text || ? where id = ?' }
const copyB: Plan = {
  sql: 'insert into c (id, text) select id, text from b where id = ? on conflict (id) do update set text = excluded.text',
}

const write = (plan: Plan, ...row: (string | number)[]): Write => ({ plan, rows: [row], isExpected: false })

describe('writes ordered by table', () => {
  it('stand together, each table in its order, tables in the order of their first write', () => {
    const [a1, b1, a2, b2] = [write(insertA, 1, 'x'), write(insertB, 1, 'x'), write(appendA, 'y', 1), write(appendB, 'y', 1)]
    expect(orderByTable([a1, b1, a2, b2])).toEqual([a1, a2, b1, b2])
  })

  it('never pass a statement that reads', () => {
    const [b1, a1, copied, b2, a2] = [
      write(insertB, 1, 'x'),
      write(insertA, 1, 'x'),
      write(copyB, 1),
      write(appendB, 'y', 1),
      write(appendA, 'y', 1),
    ]
    expect(orderByTable([b1, a1, copied, b2, a2])).toEqual([b1, a1, copied, b2, a2])
    expect(orderByTable([a1, b1, a2, copied, b2])).toEqual([a1, a2, b1, copied, b2])
  })

  it('leave behind what they would have left in the order in which they came', () => {
    const id = fc.integer({ min: 1, max: 3 })
    const text = fc.constantFrom('x', 'y', 'z')
    const any = fc.oneof(
      fc.tuple(fc.constantFrom(insertA, insertB), id, text).map(([plan, row, value]) => write(plan, row, value)),
      fc.tuple(fc.constantFrom(appendA, appendB), text, id).map(([plan, value, row]) => write(plan, value, row)),
      fc.tuple(fc.constantFrom(deleteA, copyB), id).map(([plan, row]) => write(plan, row)),
    )
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (writes) => {
        expect(contentAfter(orderByTable(writes))).toEqual(contentAfter(writes))
      }),
      { numRuns: 200 },
    )
  })
})

function contentAfter(writes: readonly Write[]): unknown[] {
  const database = new BetterSqlite3(':memory:')
  for (const name of ['a', 'b', 'c']) database.exec(`create table ${name} (id integer primary key, text text not null) strict`)
  for (const { plan, rows } of writes) for (const row of rows) database.prepare(plan.sql).run(...row)
  const content = ['a', 'b', 'c'].map((name) => database.prepare(`select id, text from ${name} order by id`).all())
  database.close()
  return content
}
