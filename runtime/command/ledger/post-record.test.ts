import { isAppError } from '@formwork/platform/error/index.ts'
import { describe, expect, it } from 'vitest'
import { LedgerWorkspace } from './ledger-workspace.fixture.ts'

const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work()
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
  return 'done'
}

describe('posting', () => {
  it('receives and issues at the moving average, the last unit takes the residue', async () => {
    const book = await LedgerWorkspace.open()
    await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 2, value: '10.00' }])
    await book.post('receive', { date: '2026-01-02', place: 1 }, [{ item: 10, quantity: 1, value: '0.01' }])
    const first = await book.post('issue', { date: '2026-01-03', place: 1 }, [{ item: 10, quantity: 1 }])
    expect(await book.costs(first)).toEqual(['3.34']) // 10.01 / 3 = 3.3366…
    const second = await book.post('issue', { date: '2026-01-04', place: 1 }, [
      { item: 10, quantity: 1 },
      { item: 10, quantity: 1 },
    ])
    expect(await book.costs(second)).toEqual(['3.34', '3.33']) // 6.67 / 2 = 3.335 rounds up, the last takes what is left
    expect(await book.held(10)).toEqual({ quantity: '0', value: '0.00' })
    await book.close()
  })

  it('is a no-op the second time', async () => {
    const book = await LedgerWorkspace.open()
    const record = await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 2, value: '10.00' }])
    await book.repeat('record.posted', record)
    expect(await book.held(10)).toEqual({ quantity: '2', value: '10.00' })
    await book.close()
  })

  it('refuses what is not there, on every line, and writes nothing', async () => {
    const book = await LedgerWorkspace.open()
    await book.post('receive', { date: '2026-01-01', place: 1 }, [
      { item: 10, quantity: 5, value: '10.00' },
      { item: 11, quantity: 1, value: '1.00' },
    ])
    expect(
      await codeOf(() =>
        book.post('issue', { date: '2026-01-02', place: 1 }, [
          { item: 10, quantity: 1 },
          { item: 11, quantity: 2 },
        ]),
      ),
    ).toBe('assertion-refused')
    expect(await codeOf(() => book.post('issue', { date: '2026-01-02', place: 2 }, [{ item: 10, quantity: 1 }]))).toBe('assertion-refused')
    expect(await book.held(10)).toEqual({ quantity: '5', value: '10.00' })
    await book.close()
  })

  it('judges the whole later timeline', async () => {
    const book = await LedgerWorkspace.open()
    await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 5, value: '10.00' }])
    await book.post('issue', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 5 }])
    await book.post('receive', { date: '2026-01-20', place: 1 }, [{ item: 10, quantity: 5, value: '10.00' }])
    expect(await codeOf(() => book.post('issue', { date: '2026-01-05', place: 1 }, [{ item: 10, quantity: 1 }]))).toBe('assertion-refused')
    await book.close()
  })

  it('settles the oldest open items first and refuses more than is open', async () => {
    const book = await LedgerWorkspace.open()
    const late = await book.post(
      'receive',
      { date: '2026-01-02', party: 7, place: 1, side: 'debt', amount: '30.00', due: '2026-03-01' },
      [],
    )
    const early = await book.post(
      'receive',
      { date: '2026-01-03', party: 7, place: 1, side: 'debt', amount: '20.00', due: '2026-02-01' },
      [],
    )
    await book.post('settle', { date: '2026-01-05', party: 7, side: 'debt', order: 'oldest', amount: '25.00', credit: '0.00' })
    const { table } = book.store.ledgers.plansOf('open')
    const open = await book.rows(
      `select ${table.dimensions[2]} as record, ${table.measures[0]} as amount from ${table.balances} order by 1`,
    )
    expect(open).toEqual([
      { record: late.header.id, amount: 2500 },
      { record: early.header.id, amount: 0 },
    ])
    expect(
      await codeOf(() =>
        book.post('settle', { date: '2026-01-05', party: 7, side: 'debt', order: 'newest-exactly', amount: '25.01', credit: '0.00' }),
      ),
    ).toBe('over-allocated')
    await book.close()
  })
})
