import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { closePeriod } from '../../command/ledger/close-period.ts'
import { LedgerWorkspace } from '../../command/ledger/ledger-workspace.fixture.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import type { QueryContext } from '../query.ts'
import { shadowCosting } from './shadow-costing.ts'

let book: LedgerWorkspace
const system = { person: null as number | null, roles: [] as string[] }
const ask = (method: string, workspace = book, who = system, model = workspace.model): Promise<{ rows: Record<string, string>[] }> =>
  workspace.database.read(async (reading) => {
    const { store, now } = workspace
    const organisation = await readOrganisation(reading, store, 1)
    const actor = { ...who, name: 'somebody', login: null, department: null, language: 'en' as const }
    const context = { reading, model, store, registry: store.registry, actor, organisation, now, language: 'en' } as unknown as QueryContext
    return shadowCosting.run(context, { ledger: 'goods', method } as never) as Promise<{ rows: Record<string, string>[] }>
  })

beforeAll(async () => {
  book = await LedgerWorkspace.open({ method: 'moving-average', pool: 'item-place' })
  await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 10, value: '10.00' }])
  await book.post('receive', { date: '2026-01-02', place: 1 }, [{ item: 10, quantity: 10, value: '20.00' }])
  await book.post('issue', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 10 }])
  await book.post('transfer', { date: '2026-01-11', place: 1, target: 2 }, [{ item: 10, quantity: 4 }])
  // Back-dated: 15 for 40.00 before the issue.
  await book.post('receive', { date: '2026-01-03', place: 1 }, [{ item: 10, quantity: 10, value: '30.00' }])
})
afterAll(() => book.close())

describe('shadow costing', () => {
  it.each([
    // held, then cost of what was issued
    ['moving-average', ['32.00', '8.00'], ['20.00', '0.00']],
    ['fifo', ['42.00', '8.00'], ['10.00', '0.00']], // 10 at 1.00 left, 4 at 2.00 moved, 6 at 2.00 and 10 at 3.00 stay
    ['lifo', ['22.00', '8.00'], ['30.00', '0.00']], // 10 at 3.00 left, 4 at 2.00 moved, 6 at 2.00 and 10 at 1.00 stay
  ])('runs %s over the same journal', async (method, values, issued) => {
    const { rows } = await ask(method)
    expect(rows.map(({ shadowValue }) => shadowValue)).toEqual(values)
    expect(rows.map(({ shadowIssued }) => shadowIssued)).toEqual(issued)
    expect(rows.map(({ value }) => value)).toEqual(['32.00', '8.00'])
    expect(rows.map((row) => row.issued)).toEqual(['20.00', '0.00'])
  })

  it('shows a pool to whom all of it may be seen', async () => {
    const grants = (rows?: string, hide?: string[]) => [{ name: 'own', resource: 'goods', operations: ['view'], rows, hide }]
    const roles = [
      { name: 'keeper', label: 'Keeper', grants: grants('=place = "2"') },
      { name: 'counter', label: 'Counter', grants: grants(undefined, ['value']) },
    ]
    const model = { ...book.model, roles: { ...book.model.roles, roles } } as never
    const { rows } = await ask('fifo', book, { person: 7, roles: ['keeper'] }, model)
    expect(rows).toMatchObject([{ pool: '10|2', shadowValue: '8.00' }])
    await expect(ask('fifo', book, { person: 7, roles: ['counter'] }, model)).rejects.toMatchObject({ code: 'not-permitted' })
  })
})

describe('shadow costing of what a period’s end completes', () => {
  const dates = { january: '2026-01-31', february: '2026-02-28' }

  async function enter(method: string): Promise<LedgerWorkspace> {
    const entered = await LedgerWorkspace.open({ method, pool: 'item-place' })
    const post = (entity: string, date: string, line: Record<string, string | number>, more: Record<string, number> = {}) =>
      entered.post(entity, { date, place: 1, ...more }, [{ item: 10, ...line }])
    await post('receive', '2026-01-01', { quantity: 100, value: '1000.00' })
    const sold = await post('issue', '2026-01-10', { quantity: 60 })
    await post('receive', '2026-01-20', { quantity: 100, value: '1300.00' })
    await post('transfer', '2026-01-21', { quantity: 30 }, { target: 2 })
    await post('return-in', '2026-02-03', { quantity: 20, source: entered.line(sold) })
    await post('receive', '2026-02-05', { quantity: 70, value: '1400.00' })
    await post('issue', '2026-02-10', { quantity: 50 })
    return entered
  }

  it('is what the books say where they run it', async () => {
    const real = await enter('period-average')
    for (const end of [dates.january, dates.february]) {
      await real.database.write((transaction) => closePeriod(real.unit(transaction), { end: CalendarDate.parse(end) }))
    }
    const other = await enter('fifo')
    const [books, shadow] = [await ask('period-average', real), await ask('period-average', other)]
    // January: 2300 / 200 = 11.50. February: (110 × 11.50 + 20 × 11.50 + 1400) / 200 = 14.475.
    expect(books.rows.map(({ pool, value, issued }) => [pool, value, issued])).toEqual([
      ['10|1', '2171.25', '1183.75'], // 150 × 14.475; 60 × 11.50 + 50 × 14.475 − 20 × 11.50
      ['10|2', '345.00', '0.00'],
    ])
    for (const { rows } of [books, shadow]) {
      expect(rows.map(({ pool, shadowValue, shadowIssued }) => [pool, shadowValue, shadowIssued])).toEqual(
        books.rows.map(({ pool, value, issued }) => [pool, value, issued]),
      )
    }
    await real.close()
    await other.close()
  })
})
