import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLinks } from '../../store/ledger/verify-links.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { modelOfDefinitions } from './orders.fixture.ts'
import { soldDefinitions } from './sold.fixture.ts'

/** The delivery that stands. */
const firstSource = '(select min(source) from entry_2 where basis = 16)'

type Saved = Answer & { id: string; version: number; lines: Record<string, string> }

let workspace: TestWorkspace

beforeAll(async () => {
  workspace = await TestWorkspace.ofModel(modelOfDefinitions(soldDefinitions))
  const article = (await workspace.save('item', { name: 'bolt' })).id
  const place = (await workspace.save('place', { name: 'A' })).id
  const submit = (entity: string, date: string, line: Record<string, unknown>): Promise<Saved> =>
    workspace.run('submit', {
      entity,
      changes: { values: { date, place }, lines: { lines: [{ do: 'insert', ref: 'l', values: { article, ...line } }] } },
    }) as Promise<Saved>
  await submit('receipt', '2025-11-01', { quantity: '10', value: '50.00' })
  const order = await submit('order', '2025-11-02', { quantity: '6' })
  await submit('delivery', '2025-11-10', { quantity: '4', source: order.lines.l })
  const gone = await submit('delivery', '2025-11-11', { quantity: '1', source: order.lines.l })
  await submit('receipt', '2025-11-05', { quantity: '10', value: '100.00' }) // back-dated: both deliveries cost more
  await workspace.run('void', { entity: 'delivery', id: gone.id, version: gone.version })
  const sent = await submit('dispatch', '2025-11-12', { quantity: '3' })
  await submit('arrival', '2025-11-13', { quantity: '2', source: sent.lines.l })
})
afterAll(() => workspace.close())

/** Checks that fail after a change, which is taken back. */
async function broken(sql?: string): Promise<[string, number][]> {
  class Undone extends Error {}
  let found: [string, number][] = []
  await workspace.database
    .write(async (transaction) => {
      if (sql !== undefined) await transaction.run({ sql }, [])
      const checks = await verifyLinks(transaction, workspace.store.ledgers, workspace.store.model)
      found = checks.filter((check) => check.broken > 0).map((check) => [check.check, check.broken])
      throw new Undone()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
  return found
}

describe('what a check of references finds', () => {
  it('nothing, in books that were kept by the engine', async () => {
    expect(await broken()).toEqual([])
  })

  it.each([
    ['more pending than its entry holds', 'update ledger_pending set amount = amount + 1 where amount = 6', 'pendings'],
    ['more fulfilled than is pending', 'update ledger_pending_part set amount = 7 where amount = 4', 'pendings'],
    ['a part that no entry made', 'update ledger_pending_part set amount = 1 where amount = 4', 'pendings'],
    ['a pending movement without its entry', 'update ledger_pending set movement = movement + 500000', 'pendings'],
    [
      'a cost that did not follow',
      `delete from entry_2 where id = (select max(id) from entry_2 where source = ${firstSource})`,
      'followed costs',
    ],
    ['a cost that changed', 'update entry_2 set m2 = m2 + 1 where basis = 16', 'followed costs'],
  ])('%s', async (_what, sql, check) => {
    const found = await broken(sql)
    expect(found.map(([name]) => name)).toContain(check)
  })
})
