import { afterEach, beforeEach, expect, it } from 'vitest'
import { isAppError } from '@formwork/platform/error/index.ts'
import { defaultSettings } from '../../cli/ledger/neutral-ledgers.ts'
import { describeEachDatabase } from '../../store/contract/databases.fixture.ts'
import { verifyLedgers } from '../../store/ledger/verify-ledgers.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { neutralModel } from './neutral-model.fixture.ts'

type Saved = Answer & { id: string; version: number; lines: Record<string, string> }
type Given = Record<string, unknown>

/** Exactly one wins, the others get a clear refusal, nobody waits for ever, and the books are true afterwards. */
await describeEachDatabase('ledgers under contention: goods and money', ({ open }) => {
  let workspace: TestWorkspace
  let item: string
  let other: string
  let places: [string, string]
  let party: string

  beforeEach(async () => {
    const settings = { ...defaultSettings, pool: 'item-place' as const }
    workspace = await TestWorkspace.ofModel((registry) => neutralModel(settings, registry), await open())
    const named = async (entity: string, name: string): Promise<string> => (await workspace.save(entity, { name })).id
    ;[item, other, party] = [await named('item', 'bolt'), await named('item', 'nut'), await named('party', 'North')]
    places = [await named('place', 'A'), await named('place', 'B')]
  })
  afterEach(async () => {
    const checks = await workspace.database.read((reading) => verifyLedgers(reading, workspace.store))
    await workspace.close()
    expect(checks.filter(({ broken }) => broken > 0)).toEqual([])
  })

  const submit = (entity: string, values: Given, rows: readonly Given[] = []): Promise<Saved> => {
    const lines = rows.map((row, index) => ({ do: 'insert', ref: `l${index}`, values: row }))
    const changes = { values: { date: '2025-11-10T10:00:00', ...values }, lines: { lines } }
    return workspace.run('submit', { entity, changes }) as Promise<Saved>
  }
  const goods = (entity: string, values: Given, quantity: string, more: Given = {}): Promise<Saved> =>
    submit(entity, values, [{ article: item, quantity, ...more }])
  const outcome = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'won',
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    )
  const atOnce = async (count: number, work: (index: number) => Promise<unknown>): Promise<Record<string, number>> => {
    const all = await Promise.all(Array.from({ length: count }, (_, index) => outcome(work(index))))
    return Object.fromEntries([...new Set(all)].sort().map((each) => [each, all.filter((one) => one === each).length]))
  }
  const balance = (ledger: string, measure: string, where: Given): Promise<string> =>
    workspace.inUnit(async (unit) => String(await unit.readBalance(ledger, measure, where)))

  it('the last unit is issued once, by fifty', async () => {
    await goods('receive', { place: places[0] }, '1', { value: '10.00' })
    expect(await atOnce(50, () => goods('issue', { place: places[0] }, '1'))).toEqual({ 'assertion-refused': 49, won: 1 })
    expect(await balance('goods', 'quantity', { item: Number(item) })).toBe('0.000')
  })

  it('moves from A to B and from B to A, of two items in either order, end', async () => {
    for (const place of places) {
      await submit('receive', { place }, [
        { article: item, quantity: '100', value: '100.00' },
        { article: other, quantity: '100', value: '200.00' },
      ])
    }
    const rows = [item, other].map((article) => ({ article, quantity: '1' }))
    const move = (index: number): Promise<Saved> => {
      const [from, to] = index % 2 === 0 ? places : places.toReversed()
      return submit('transfer', { place: from, target: to }, index % 4 < 2 ? rows : rows.toReversed())
    }
    expect(await atOnce(20, move)).toEqual({ won: 20 })
    expect(await balance('goods', 'value', {})).toBe('600.00')
  })

  it('back-dated receipts at both ends of moves, at once', async () => {
    for (const place of places) await goods('receive', { place }, '50', { value: '50.00' })
    for (const [from, to] of [places, places.toReversed(), places]) {
      await goods('transfer', { place: from, target: to, date: '2025-11-11T10:00:00' }, '10')
    }
    const late = (index: number): Promise<Saved> =>
      goods('receive', { place: places[index % 2], date: '2025-11-01T10:00:00' }, '10', { value: '37.00' })
    expect(await atOnce(8, late)).toEqual({ won: 8 })
    expect(await balance('goods', 'value', {})).toBe('396.00')
  })

  it('a count is finished once, by two', async () => {
    await goods('receive', { place: places[0] }, '10', { value: '100.00' })
    const draft = (await workspace.run('save', {
      entity: 'count',
      changes: {
        values: { date: '2025-11-10T10:00:00', place: places[0] },
        lines: { lines: [{ do: 'insert', values: { article: item, quantity: '7' } }] },
      },
    })) as Saved
    const finish = (): Promise<unknown> => workspace.run('submit', { entity: 'count', id: draft.id, version: draft.version })
    const all = await atOnce(2, finish)
    expect(all.won).toBe(1)
    expect(await balance('goods', 'quantity', { item: Number(item) })).toBe('7.000')
  })

  it('two counts of one place leave what the later one found', async () => {
    await goods('receive', { place: places[0] }, '10', { value: '100.00' })
    expect(await atOnce(2, (index) => goods('count', { place: places[0] }, index === 0 ? '7' : '8'))).toEqual({ won: 2 })
    expect(['7.000', '8.000']).toContain(await balance('goods', 'quantity', { item: Number(item) }))
    expect(['70.00', '80.00']).toContain(await balance('goods', 'value', { item: Number(item) }))
  })

  it('one debt is settled once', async () => {
    const money = { party, side: 'claim', currency: 'base', limited: '0' }
    const debt = await submit('owe', { ...money, base: '100.00' }, [{ number: '1', amount: '100.00', base: '100.00', due: '2025-12-01' }])
    const payment = { ...money, amount: '100.00', credit: '0', order: 'oldest-exactly', rest: 'refuse', rate: '1', base: '100.00' }
    const all = await atOnce(12, () => submit('settle', payment))
    expect(all).toEqual({ 'over-allocated': 11, won: 1 })
    expect(await balance('open', 'amount', { record: Number(debt.id) })).toBe('0.00')
  })

  it('a limit is used up once', async () => {
    await submit('limit', { party, amount: '100.00' })
    const claim = { party, side: 'claim', currency: 'base', limited: '1', base: '60.00' }
    const owe = (): Promise<Saved> => submit('owe', claim, [{ number: '1', amount: '60.00', base: '60.00', due: '2025-12-01' }])
    expect(await atOnce(12, owe)).toEqual({ 'assertion-refused': 11, won: 1 })
    expect(await balance('room', 'room', { party: Number(party) })).toBe('40.00')
  })

  it('a balance beyond what a number holds is refused with the rule, and nothing is written', async () => {
    const limit = (): Promise<Saved> => submit('limit', { party, amount: '60000000000000.00' })
    await limit()
    await expect(limit()).rejects.toMatchObject({ code: 'posting-refused', parameters: { rule: 'limit' } })
    expect(await balance('room', 'room', { party: Number(party) })).toBe('60000000000000.00')
  })
})
