import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '@formwork/platform/error/index.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import type { Impact } from './impact.ts'
import { modelOfDefinitions } from './orders.fixture.ts'
import { soldDefinitions } from './sold.fixture.ts'

type Saved = Answer & { id: string; version: number }
type Figures = Map<string, number>

interface Step {
  readonly do: 'receipt' | 'delivery' | 'dispatch' | 'void'
  readonly day: number
  readonly place: number
  readonly quantity: number
  readonly value: number
  readonly pick: number
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('receipt', 'receipt', 'delivery', 'delivery', 'dispatch', 'void'),
  day: fc.integer({ min: 1, max: 19 }),
  place: fc.constantFrom(0, 0, 0, 1),
  quantity: fc.integer({ min: 1, max: 4 }),
  value: fc.integer({ min: 0, max: 10_000 }),
  pick: fc.nat(20),
})

/** Every balance, and per record and ledger what its entries say with their corrections, in smallest units. */
async function figures(workspace: TestWorkspace): Promise<{ balances: Figures; records: Figures }> {
  return workspace.database.read(async (reading) => {
    const balances: Figures = new Map()
    const records: Figures = new Map()
    for (const name of ['goods', 'result']) {
      const { table } = workspace.store.ledgers.plansOf(name)
      for (const row of await reading.all({ sql: `select * from ${table.balances}` }, [])) {
        const key = table.dimensions.map((column) => String(row[column])).join('|')
        if (table.dimensions.some((column) => Number(row[column]) < 0 && !key.endsWith(String(transitOf(workspace))))) continue
        for (const [index, column] of table.measures.entries()) balances.set(`${name}/${key}/${index}`, Number(row[column]))
      }
      const value = table.shape.measures.findIndex(({ name: measure }) => measure === (name === 'goods' ? 'value' : 'cost'))
      const rows = await reading.all(
        {
          sql: `select j.record as record, sum(case when e.counter is null then 1 else -1 end * e.${table.measures[value]}) as v from ${table.entries} e left join ${workspace.store.ledgers.plansOf('goods').table.entries} s on s.id = e.source and e.basis in (9, 16) join ledger_journal j on j.id = coalesce(s.journal, e.journal) where (e.counter is null or e.id < e.counter) and e.basis <> 10 group by j.record`,
        },
        [],
      )
      for (const row of rows) records.set(`${name}/${String(row.record)}`, Number(row.v))
    }
    return { balances, records }
  })
}

function transitOf(workspace: TestWorkspace): number {
  return workspace.store.ledgers.shapes.get('goods')!.dimensions[1]!.virtualByName.get('transit')!
}

const units = (text: string | undefined, scale: number): number => Math.round(Number(text ?? '0') * 10 ** scale)

describe('the impact of a command', () => {
  /** Other records that changed, over all runs. */
  let seen = 0
  it('is what then happens: every balance and every other record', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const workspace = await TestWorkspace.ofModel(modelOfDefinitions(soldDefinitions))
      const item = (await workspace.save('item', { name: 'bolt' })).id
      const places = [(await workspace.save('place', { name: 'A' })).id, (await workspace.save('place', { name: 'B' })).id]
      const posted: { entity: string; saved: Saved }[] = []
      for (const each of steps) {
        const line = {
          article: item,
          quantity: String(each.do === 'receipt' ? each.quantity * 5 : each.quantity),
          ...(each.do === 'receipt' ? { value: (each.value / 100).toFixed(2) } : {}),
        }
        const target = posted[each.pick % Math.max(1, posted.length)]
        if (each.do === 'void' && target === undefined) continue
        const [name, body] =
          each.do === 'void'
            ? ['void', { entity: target!.entity, id: target!.saved.id, version: target!.saved.version }]
            : [
                'submit',
                {
                  entity: each.do,
                  changes: {
                    values: { date: `2025-11-${String(each.day).padStart(2, '0')}`, place: places[each.place] },
                    lines: { lines: [{ do: 'insert', values: line }] },
                  },
                },
              ]
        const before = await figures(workspace)
        const told = await workspace.run(name as string, body, { dryRun: true }).catch(codeOf)
        expect(await figures(workspace)).toEqual(before)
        const done = await workspace.run(name as string, body).catch(codeOf)
        if (typeof done === 'string' || typeof told === 'string') {
          expect(told).toBe(done)
          continue
        }
        seen += compare((told as unknown as { impact?: Impact }).impact, before, await figures(workspace), {
          workspace,
          own: String(done.id),
        })
        if (each.do === 'void') posted.splice(posted.indexOf(target!), 1)
        else posted.push({ entity: each.do, saved: done as Saved })
      }
      await workspace.close()
    })
    await fc.assert(property, { numRuns: 40 })
    // Forty random histories change some 20 to 60 other records; none at all means that nothing was compared.
    expect(seen).toBeGreaterThan(0)
  })
})

const codeOf = (error: unknown): string => {
  if (isAppError(error)) return error.code
  throw error
}

interface Where {
  readonly workspace: TestWorkspace
  /** The record that the command is about. */
  readonly own: string
}

function compare(
  impact: Impact | undefined,
  before: Awaited<ReturnType<typeof figures>>,
  after: typeof before,
  { workspace, own }: Where,
): number {
  const said = { balances: new Map<string, number>(), records: new Map<string, number>() }
  for (const { ledger, coordinates, before: was, after: is } of impact?.balances ?? []) {
    const { shape } = workspace.store.ledgers.plansOf(ledger).table
    const key = shape.dimensions
      .map(({ name, virtualByName }) => virtualByName.get(coordinates[name]?.slice(1) ?? '') ?? coordinates[name] ?? 0)
      .join('|')
    for (const [index, { name, scale }] of shape.measures.entries()) {
      const change = units(is[name], scale) - units(was[name], scale)
      if (change !== 0) said.balances.set(`${ledger}/${key}/${index}`, change)
    }
  }
  for (const { ledger, record, changes } of impact?.records ?? []) {
    const change = units(changes[ledger === 'goods' ? 'value' : 'cost'], 2)
    if (change !== 0) said.records.set(`${ledger}/${record}`, change)
  }
  expect(said.balances).toEqual(changesOf(before.balances, after.balances))
  const records = changesOf(before.records, after.records)
  for (const key of [...records.keys()]) if (key.endsWith(`/${own}`)) records.delete(key)
  expect(said.records).toEqual(records)
  return records.size
}

function changesOf(before: Figures, after: Figures): Figures {
  const changes: Figures = new Map()
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const change = (after.get(key) ?? 0) - (before.get(key) ?? 0)
    if (change !== 0) changes.set(key, change)
  }
  return changes
}
