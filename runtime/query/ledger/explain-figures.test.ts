import { describe, expect, it } from 'vitest'
import { CalendarDate, formatId, type JsonObject } from '@formwork/platform/value/index.ts'
import { TestWorkspace } from '../../command/command-workspace.fixture.ts'
import { closePeriod } from '../../command/ledger/close-period.ts'
import { LedgerWorkspace } from '../../command/ledger/ledger-workspace.fixture.ts'
import { modelOfDefinitions } from '../../command/ledger/orders.fixture.ts'
import { soldDefinitions } from '../../command/ledger/sold.fixture.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { ask, evaluate, same, type Explained } from './evaluate-explanation.fixture.ts'

/** Every formula, evaluated over what is shown, gives its number. */
async function check(book: Parameters<typeof ask>[0], request: object, total: string): Promise<Explained> {
  const explained = await ask(book, request)
  for (const movement of explained.movements ?? []) {
    expect(evaluate(movement.formula, movement)).toSatisfy((found: string) => same(found, movement.value))
  }
  expect(evaluate(explained.formula, explained)).toSatisfy((found: string) => same(found, total))
  expect(same(explained.total, total)).toBe(true)
  return explained
}

describe('what a month’s average is made of', () => {
  const close = (book: LedgerWorkspace, end: string): Promise<unknown> =>
    book.database.write((transaction) => closePeriod(book.unit(transaction), { end: CalendarDate.parse(end) }))
  const explain = (book: LedgerWorkspace, record: StoredRecord, total: string): Promise<Explained> =>
    check(book, { ledger: 'goods', of: formatId(record.header.id) }, total)
  const kinds = (explained: Explained): string[] => explained.movements!.flatMap(({ parts }) => parts.map(({ kind }) => kind!))

  it('all that the month began with and took in, and where the residue lies', async () => {
    const book = await LedgerWorkspace.open({ method: 'period-average' })
    await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 100, value: '1000.00' }])
    await book.post('receive', { date: '2026-01-20', place: 1 }, [{ item: 10, quantity: 500, value: '5700.00' }])
    const first = await book.post('issue', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 100 }])
    expect(kinds(await explain(book, first, '1000.00'))).toEqual(['period'])
    await close(book, '2026-01-31')
    const closed = await explain(book, first, '1116.67') // 6700 / 600 × 100
    expect(closed.movements![0]!.parts).toMatchObject([{ kind: 'period', quantity: '100.000', held: '600.000', worth: '6700.00' }])
    const rest = await book.post('issue', { date: '2026-02-02', place: 1 }, [{ item: 10, quantity: 300 }])
    const last = await book.post('issue', { date: '2026-02-03', place: 1 }, [{ item: 10, quantity: 200 }])
    await close(book, '2026-02-28')
    await explain(book, rest, (await book.costs(rest))[0]!)
    await explain(book, last, (await book.costs(last))[0]!)
    await book.close()
  })

  it('places that feed each other in a circle', async () => {
    const book = await LedgerWorkspace.open({ method: 'period-average', pool: 'item-place' })
    await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 100, value: '1000.00' }])
    await book.post('receive', { date: '2026-01-01', place: 2 }, [{ item: 10, quantity: 100, value: '2000.00' }])
    const there = await book.post('transfer', { date: '2026-01-10', place: 1, target: 2 }, [{ item: 10, quantity: 50 }])
    const back = await book.post('transfer', { date: '2026-01-11', place: 2, target: 1 }, [{ item: 10, quantity: 50 }])
    const out = await book.post('issue', { date: '2026-01-20', place: 1 }, [{ item: 10, quantity: 10 }])
    await close(book, '2026-01-31')
    expect(kinds(await explain(book, there, '625.00'))).toEqual(['period'])
    expect(kinds(await explain(book, back, '875.00'))).toEqual(['period'])
    expect(kinds(await explain(book, out, '125.00'))).toEqual(['period'])
    await book.close()
  })
})

it('a margin is its entries and the formula over their sums, as of any day', async () => {
  const workspace = await TestWorkspace.ofModel(modelOfDefinitions(soldDefinitions))
  const item = (await workspace.save('item', { name: 'bolt' })).id
  const place = (await workspace.save('place', { name: 'A' })).id
  const submit = (entity: string, date: string, line: JsonObject): Promise<unknown> =>
    workspace.run('submit', {
      entity,
      changes: { values: { date, place }, lines: { lines: [{ do: 'insert', values: { article: item, ...line } }] } },
    })
  await submit('receipt', '2025-11-01', { quantity: '10', value: '50.00' })
  await submit('delivery', '2025-11-10', { quantity: '4' })
  const margin = { ledger: 'result', measure: 'margin', where: { item } }
  await check(workspace, margin, '20.00')
  await submit('receipt', '2025-11-02', { quantity: '10', value: '100.00' })
  await submit('delivery', '2025-11-12', { quantity: '6' })
  await check(workspace, margin, '25.00') // 100.00 for 10 that cost 7.50
  const explained = await check(workspace, { ...margin, to: '2025-11-10' }, '10.00')
  expect(explained.formula).toContain('revenue - cost')
  expect(explained.rows!.length).toBe(2)
  await workspace.close()
})
