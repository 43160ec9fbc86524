import { isAppError } from '@formwork/platform/error/index.ts'
import { CalendarDate } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { hashPeriod, listPeriods } from '../../store/ledger/periods.ts'
import { closePeriod } from './close-period.ts'
import { LedgerWorkspace } from './ledger-workspace.fixture.ts'
import { reopenPeriod } from './reopen-period.ts'

const close = (book: LedgerWorkspace, end: string) =>
  book.database.write((transaction) => closePeriod(book.unit(transaction), { end: CalendarDate.parse(end) }))
const reopen = (book: LedgerWorkspace, name: string) =>
  book.database.write((transaction) => reopenPeriod(book.unit(transaction), name, null))
const codeOf = async (work: () => Promise<unknown>): Promise<string> =>
  work().then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )

describe('closing a period', () => {
  it('finds period-end averages, adjusts what left, and goes on from there', async () => {
    const book = await LedgerWorkspace.open({ method: 'period-average' })
    await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 100, value: '1000.00' }])
    await book.post('receive', { date: '2026-01-05', place: 1 }, [{ item: 10, quantity: 300, value: '3300.00' }])
    const first = await book.post('issue', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 200 }])
    await book.post('receive', { date: '2026-01-20', place: 1 }, [{ item: 10, quantity: 200, value: '2400.00' }])
    const second = await book.post('issue', { date: '2026-01-25', place: 1 }, [{ item: 10, quantity: 300 }])
    const next = await book.post('issue', { date: '2026-02-02', place: 1 }, [{ item: 10, quantity: 50 }])
    expect(await book.costs(first)).toEqual(['2150.00']) // provisional: the average so far
    await close(book, '2026-01-31')
    expect([await book.costs(first), await book.costs(second)]).toEqual([['2233.33'], ['3350.00']]) // 6700 / 600
    expect(await book.costs(next)).toEqual(['558.34']) // provisional at the January average 1116.67 / 100
    expect(await book.held(10)).toEqual({ quantity: '50', value: '558.33' })
    await book.post('receive', { date: '2026-02-10', place: 1 }, [{ item: 10, quantity: 50, value: '1000.00' }])
    await close(book, '2026-02-28')
    expect(await book.costs(next)).toEqual(['705.56']) // (1116.67 + 1000) / 150 × 50
    await book.close()
  })

  it('solves transfers between pools, in a circle too', async () => {
    const book = await LedgerWorkspace.open({ method: 'period-average', pool: 'item-place' })
    await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 100, value: '100.00' }])
    await book.post('receive', { date: '2026-01-01', place: 2 }, [{ item: 10, quantity: 100, value: '200.00' }])
    await book.post('transfer', { date: '2026-01-05', place: 1, target: 2 }, [{ item: 10, quantity: 50 }])
    await book.post('transfer', { date: '2026-01-06', place: 2, target: 1 }, [{ item: 10, quantity: 30 }])
    const issue = await book.post('issue', { date: '2026-01-07', place: 1 }, [{ item: 10, quantity: 80 }])
    await close(book, '2026-01-31')
    // 130 u1 = 100 + 30 u2, 150 u2 = 200 + 50 u1 → u1 = 21000 / 18000; nothing is left in place 1: the issue takes the residue
    expect(await book.costs(issue)).toEqual(['93.34'])
    expect((await book.held(10)).value).toBe('206.66')
    await book.close()
  })

  it('locks, keeps its hash, and is opened again from the last one only', async () => {
    const book = await LedgerWorkspace.open()
    await book.post('receive', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 10, value: '100.00' }])
    const sold = await book.post('issue', { date: '2026-01-20', place: 1 }, [{ item: 10, quantity: 4 }])
    await close(book, '2026-01-31')
    expect(await codeOf(() => book.post('receive', { date: '2026-01-15', place: 1 }, [{ item: 10, quantity: 1, value: '1.00' }]))).toBe(
      'period-closed',
    )
    expect(await codeOf(() => book.void(sold))).toBe('period-closed')
    expect(await codeOf(() => close(book, '2026-03-31'))).toBe('period-not-next')
    await close(book, '2026-02-28')
    expect(await codeOf(() => reopen(book, '2026-01'))).toBe('period-not-last')
    await reopen(book, '2026-02')
    await reopen(book, '2026-01')
    await book.void(sold)
    expect(await book.held(10)).toEqual({ quantity: '10', value: '100.00' })
    await book.close()
  })

  it('posts late differences of a closed period on the first open day: stock share and issued share', async () => {
    const book = await LedgerWorkspace.open()
    const receipt = await book.post('receive', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 10, value: '100.00' }])
    const sold = await book.post('issue', { date: '2026-01-20', place: 1 }, [{ item: 10, quantity: 4 }])
    await close(book, '2026-01-31')
    const before = await book.database.read((reading) => listPeriods(reading))
    await book.post('revise', { date: '2026-02-05' }, [{ item: 10, value: '20.00', source: book.line(receipt) }])
    expect(await book.held(10)).toEqual({ quantity: '6', value: '72.00' })
    expect(await book.costs(sold)).toEqual(['48.00'])
    const { table } = book.store.ledgers.plansOf('goods')
    const late = await book.rows(`select distinct at from ${table.entries} where basis in (8, 9)`)
    expect(late).toEqual([{ at: before[0]!.endAt + 1 }])
    const hash = await book.database.read((reading) => hashPeriod(book.store.ledgers, reading, Number.MIN_SAFE_INTEGER, before[0]!.endAt))
    expect(hash).toBe(before[0]!.hash)
    await book.close()
  })

  it('makes provisional what it had found when it is opened again', async () => {
    const book = await LedgerWorkspace.open({ method: 'period-average' })
    await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 10, value: '100.00' }])
    const issue = await book.post('issue', { date: '2026-01-05', place: 1 }, [{ item: 10, quantity: 4 }])
    await book.post('receive', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 10, value: '200.00' }])
    await close(book, '2026-01-31')
    expect(await book.costs(issue)).toEqual(['60.00'])
    await reopen(book, '2026-01')
    expect(await book.costs(issue)).toEqual(['40.00'])
    await book.post('receive', { date: '2026-01-12', place: 1 }, [{ item: 10, quantity: 20, value: '500.00' }])
    await close(book, '2026-01-31')
    expect(await book.costs(issue)).toEqual(['80.00']) // 800 / 40
    expect(await book.held(10)).toEqual({ quantity: '36', value: '720.00' })
    await book.close()
  })

  it('is refused while something is not settled, names all of it in both languages, and takes what is accepted', async () => {
    const book = await LedgerWorkspace.open({ negative: 'allow', pool: 'item-place' })
    await book.post('receive', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 2, value: '10.00' }])
    await book.post('issue', { date: '2026-01-20', place: 1 }, [{ item: 10, quantity: 5 }])
    const refusal = await close(book, '2026-01-31').then(
      () => undefined,
      (error: unknown) => (isAppError(error) ? error : undefined),
    )
    expect(refusal?.code).toBe('period-checks-failed')
    expect([refusal?.describe('zh'), refusal?.describe('en')]).toEqual([
      expect.stringContaining('数量为负：物品（1）'),
      expect.stringContaining('Goods (1)'),
    ])
    expect(refusal?.toWire('en').exception).toBe('negative')
    const accepting = { end: CalendarDate.parse('2026-01-31'), accept: ['negative'] }
    const closed = await book.database.write((transaction) => closePeriod(book.unit(transaction), accepting))
    expect(closed.findings).toEqual([{ check: 'negative', ledger: 'goods', count: 1 }])
    await book.close()
  })

  it('is never divided by what is short, even where shortages are accepted', async () => {
    const book = await LedgerWorkspace.open({ method: 'period-average', negative: 'allow' })
    await book.post('receive', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 2, value: '10.00' }])
    await book.post('issue', { date: '2026-01-20', place: 1 }, [{ item: 10, quantity: 5 }])
    const accepting = { end: CalendarDate.parse('2026-01-31'), accept: ['negative'] }
    const work = (): Promise<unknown> => book.database.write((transaction) => closePeriod(book.unit(transaction), accepting))
    expect(await codeOf(work)).toBe('period-checks-failed')
    await book.close()
  })
})
