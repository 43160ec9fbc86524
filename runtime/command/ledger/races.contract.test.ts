import { afterEach, beforeEach, expect, it } from 'vitest'
import { isAppError } from '@formwork/platform/error/index.ts'
import { describeEachDatabase } from '../../store/contract/databases.fixture.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { modelOfDefinitions, orderDefinitions } from './orders.fixture.ts'

type Saved = Answer & { id: string; lines: Record<string, string> }

await describeEachDatabase('ledgers under contention', ({ open }) => {
  let workspace: TestWorkspace
  let item: string
  let places: [string, string]

  beforeEach(async () => {
    workspace = await TestWorkspace.ofModel(modelOfDefinitions(orderDefinitions), await open())
    item = (await workspace.save('item', { name: 'bolt' })).id
    places = [(await workspace.save('place', { name: 'A' })).id, (await workspace.save('place', { name: 'B' })).id]
    for (const place of places) await submit('receipt', place, { quantity: '20', value: '100.00' })
  })
  afterEach(() => workspace.close())

  const submit = (entity: string, place: string, line: Record<string, unknown>, date = '2025-11-10'): Promise<Saved> =>
    workspace.run('submit', {
      entity,
      changes: { values: { date, place }, lines: { lines: [{ do: 'insert', ref: 'l', values: { article: item, ...line } }] } },
    }) as Promise<Saved>
  const outcome = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    )
  const count = (outcomes: readonly string[], wanted: string): number => outcomes.filter((each) => each === wanted).length

  it('what is pending is fulfilled exactly once', async () => {
    const order = await submit('order', places[0], { quantity: '1' })
    const all = await Promise.all(
      Array.from({ length: 12 }, () => outcome(submit('delivery', places[0], { quantity: '1', source: order.lines.l }))),
    )
    expect([count(all, 'done'), count(all, 'over-fulfilled')]).toEqual([1, 11])
  })

  it('the last unit is issued once', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => outcome(submit('delivery', places[0], { quantity: '15' }))))
    expect([count(all, 'done'), count(all, 'assertion-refused')]).toEqual([1, 11])
  })

  it('replays of two places against each other end', async () => {
    const sent = await Promise.all(places.map((place) => submit('dispatch', place, { quantity: '5' }, '2025-11-15')))
    const arrivals = sent.map((each, index) =>
      outcome(submit('arrival', places[1 - index]!, { quantity: '5', source: each.lines.l }, '2025-11-16')),
    )
    const late = places.map((place) => outcome(submit('receipt', place, { quantity: '3', value: '33.00' }, '2025-11-01')))
    expect(await Promise.all([...arrivals, ...late])).toEqual(['done', 'done', 'done', 'done'])
    const held = await workspace.inUnit(async (unit) => String(await unit.readBalance('goods', 'value', { item: Number(item) })))
    expect(held).toBe('266.00')
  })
})
