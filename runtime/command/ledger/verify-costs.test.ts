import { CalendarDate } from '@formwork/platform/value/index.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyCosts } from '../../store/ledger/verify-costs.ts'
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

const broken = async (): Promise<string[]> =>
  (await book.database.read((reading) => verifyCosts(reading, book.store.ledgers)))
    .filter((check) => check.broken > 0)
    .map(({ check }) => check)

const change = (sql: string): Promise<unknown> => book.database.write(async (transaction) => transaction.run({ sql }, []))

describe('what a check of the ledgers finds', () => {
  it('nothing, in books that were kept by the engine', async () => {
    expect(await broken()).toEqual([])
  })

  it.each([
    ['a pool that is not the sum of its entries', 'update ledger_pool set value = value + 1', ['pools']],
    ['value without quantity', 'update ledger_pool set quantity = 0', ['pools', 'residues']],
    ['a changed amount', 'update entry_1 set m2 = m2 + 1 where id = (select min(id) from entry_1)', ['pairs', 'periods']],
    ['an entry that is gone', 'delete from entry_1 where id = (select max(id) from entry_1)', ['pairs', 'periods']],
    ['a journal that is gone', 'delete from ledger_journal where id = (select min(id) from ledger_journal)', ['journals']],
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
