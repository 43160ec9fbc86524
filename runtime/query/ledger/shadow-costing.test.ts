import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LedgerWorkspace } from '../../command/ledger/ledger-workspace.fixture.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import type { QueryContext } from '../query.ts'
import { shadowCosting } from './shadow-costing.ts'

let book: LedgerWorkspace
const ask = (method: string): Promise<{ rows: Record<string, string>[] }> =>
  book.database.read(async (reading) => {
    const { store, model, now } = book
    const organisation = await readOrganisation(reading, store, 1)
    const actor = { person: null, name: 'system', login: null, roles: [], department: null, language: 'en' as const }
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

  it('refuses what only a close completes', async () => {
    await expect(ask('period-average')).rejects.toMatchObject({ code: 'costing-refused' })
  })
})
