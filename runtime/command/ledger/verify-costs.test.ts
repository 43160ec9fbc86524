import { CalendarDate } from '@formwork/platform/value/index.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closePeriod } from './close-period.ts'
import { LedgerWorkspace } from './ledger-workspace.fixture.ts'

let book: LedgerWorkspace

beforeEach(async () => {
  book = await LedgerWorkspace.open()
  await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 2, value: '10.00' }])
  await book.post('issue', { date: '2026-01-02', place: 1 }, [{ item: 10, quantity: 1 }])
  await book.database.write((transaction) => closePeriod(book.unit(transaction), { end: CalendarDate.parse('2026-01-31') }))
})

afterEach(() => book.close())

const broken = async (): Promise<string[]> => (await book.verify()).map(({ check }) => check)

const change = (sql: string): Promise<unknown> =>
  book.database.write(async (transaction) => {
    for (const each of sql.split(';')) await transaction.run({ sql: each }, [])
  })

describe('what a check of the ledgers finds', () => {
  it('nothing, in books that were kept by the engine', async () => {
    expect(await broken()).toEqual([])
  })

  it.each([
    ['a pool that is not the sum of its entries', 'update ledger_pool set value = value + 1', ['pools', 'checkpoints']],
    ['value without quantity', 'update ledger_pool set quantity = 0', ['pools', 'residues', 'checkpoints']],
    [
      'a changed amount of a receipt',
      'update entry_1 set m2 = m2 + 1 where id = (select min(id) from entry_1)',
      ['balances', 'pairs', 'periods'],
    ],
    [
      'a receipt changed on both sides, in its balances and in its pool',
      `update entry_1 set m2 = 2 * m2 where journal = (select min(journal) from entry_1); update balance_1 set m2 = (select sum(e.m2) from entry_1 e where e.d1 = balance_1.d1 and e.d2 = balance_1.d2);
       update ledger_pool set value = (select sum(m2) from entry_1 where pool is not null)`,
      ['periods', 'checkpoints', 'costs'],
    ],
    ['an entry that is gone', 'delete from entry_1 where id = (select max(id) from entry_1)', ['balances', 'pairs', 'periods']],
    ['a journal that is gone', 'delete from ledger_journal where id = (select min(id) from ledger_journal)', ['journals']],
    ['a balance that is gone', 'delete from balance_1 where m1 > 0', ['balances']],
    [
      'a checkpoint that is not the state of its pool',
      `update ledger_checkpoint set state = replace(state, '"value":500', '"value":501')`,
      ['checkpoints'],
    ],
    [
      'a checkpoint with another quantity',
      `update ledger_checkpoint set state = replace(state, '"quantity":1000', '"quantity":2000')`,
      ['checkpoints'],
    ],
    [
      'an entry that was dated into a closed period',
      'update entry_1 set at = at - 1440 where id = (select min(id) from entry_1)',
      ['periods'],
    ],
  ])('%s', async (_what, sql, expected) => {
    await change(sql)
    expect((await broken()).sort()).toEqual([...expected].sort())
  })
})
