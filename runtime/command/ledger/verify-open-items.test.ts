import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LedgerWorkspace } from './ledger-workspace.fixture.ts'

let book: LedgerWorkspace
let debt: string
const money = { party: 1, side: 'claim', currency: 'base', limited: 0 }
const payment = { ...money, credit: '0', order: 'oldest', rest: 'advance on claim', rate: 1, other: null, due: null }

beforeEach(async () => {
  book = await LedgerWorkspace.open()
  const record = await book.post('owe', { ...money, date: '2026-01-05', base: '100.00' }, [
    { number: '1', amount: '30.00', base: '30.00', due: '2026-01-15' },
    { number: '2', amount: '70.00', base: '70.00', due: '2026-02-15' },
  ])
  debt = String(record.header.id)
  await book.post('settle', { ...payment, date: '2026-01-20', amount: '50.00', base: '50.00' })
  const gone = await book.post('settle', { ...payment, date: '2026-01-21', amount: '10.00', base: '10.00' })
  await book.void(gone)
})
afterEach(() => book.close())

const change = (sql: string): Promise<unknown> => book.database.write(async (transaction) => transaction.run({ sql }, []))

describe('what a check of open items finds', () => {
  it('nothing, in books that were kept by the engine', async () => {
    expect(await book.verify()).toEqual([])
  })

  it('nothing, when what was posted is taken back and owed anew with another due date, and a settlement of all is taken back', async () => {
    const line = { number: '1', amount: '40.00', base: '40.00', due: '2026-03-15' }
    const owed = await book.post('owe', { ...money, party: 2, date: '2026-02-01', base: '40.00' }, [line])
    const again = await book.unpost(owed)
    again.lines.lines![0]!.values.due = '2026-04-30'
    await book.repeat('record.posted', again)
    const dues = () => {
      const { table } = book.store.ledgers.plansOf('open')
      const [party, , record] = table.dimensions
      return book.rows(`select ${table.attributes[0]} as due from ${table.balances} where ${party} = 2 and ${record} = ?`, [owed.header.id])
    }
    expect(await dues()).toEqual([{ due: '2026-04-30' }])
    const paid = await book.post('settle', { ...payment, party: 2, date: '2026-02-20', amount: '40.00', base: '40.00' })
    await book.void(paid)
    expect(await dues()).toEqual([{ due: '2026-04-30' }])
    expect(await book.verify()).toEqual([])
  })

  it.each([
    [
      'an open amount that is not what was owed less what was paid',
      (t: Names) => `update ${t.balances} set ${t.amount} = ${t.amount} - 1`,
      'balances',
    ],
    ['an allocation that is gone', (t: Names) => `delete from ${t.entries} where ${t.amount} < 0 and ${t.instalment} = 2`, 'balances'],
    ['another due date', (t: Names) => `update ${t.balances} set ${t.due} = '2026-03-01' where ${t.instalment} = 2`, 'open items'],
    ['another day of opening', (t: Names) => `update ${t.balances} set opened_at = opened_at - 1440`, 'open items'],
    [
      'an allocation dated before the item was there',
      (t: Names) => `update ${t.entries} set at = at - 40000 where ${t.amount} < 0 and ${t.instalment} = 1`,
      'open items',
    ],
    [
      'an instalment settled twice, with its balance',
      (t: Names) =>
        `update ${t.entries} set ${t.amount} = 2 * ${t.amount} where ${t.amount} < 0 and ${t.instalment} = 1; update ${t.balances} set ${t.amount} = -3000 where ${t.instalment} = 1`,
      'open items',
    ],
  ])('%s, and names the row', async (_what, sql, check) => {
    const { table } = book.store.ledgers.plansOf('open')
    const [, , record, instalment] = table.dimensions as [string, string, string, string]
    const names = { ...table, record, instalment, amount: table.measures[0]!, due: table.attributes[0]! }
    for (const each of sql(names).split(';')) await change(each)
    const found = (await book.verify()).find((each) => each.check === check)
    expect(found).toMatchObject({ ledger: 'open', broken: expect.any(Number) as number })
    expect(found!.first).toContain(debt)
  })
})

interface Names {
  readonly entries: string
  readonly balances: string
  readonly record: string
  readonly instalment: string
  readonly amount: string
  readonly due: string
}
