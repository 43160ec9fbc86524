import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestWorkspace } from '../../command/command-workspace.fixture.ts'
import { trade } from '../../command/trade.fixture.ts'
import type { Answer } from '../../command/unit.ts'
import { verifyLineLinks } from './verify-line-links.ts'

type Saved = Answer & { id: string; version: number }

let workspace: TestWorkspace
let order: string

beforeEach(async () => {
  workspace = await TestWorkspace.open(trade)
  const party = (await workspace.save('party', { name: 'North Ltd', region: 'north' })).id
  const item = (await workspace.save('item', { code: 'A1', price: '2' })).id
  const rows = { lines: [{ do: 'insert', values: { item, quantity: '10', price: '1' } }] }
  const source = (await workspace.run('submit', { entity: 'order', changes: { values: { party }, lines: rows } })) as Saved
  order = source.id
  const target = (await workspace.run('convert', { conversion: 'receive', sources: [{ id: order }] })) as Saved
  await workspace.run('submit', { entity: 'receipt', id: target.id, version: target.version })
})
afterEach(() => workspace.close())

const check = () => workspace.database.read((reading) => verifyLineLinks(reading, workspace.store))

/** Physical names of the lines of an entity. */
function names(entity: string): { table: string; lines: string; quantity: string } {
  const table = workspace.store.tables.get(entity)!
  const lines = table.linesByField.get('lines')!
  return { table: table.table, lines: lines.table, quantity: lines.columnByField.get('quantity')!.column }
}

describe('what a check of links of rows finds', () => {
  it('nothing, in books that were kept by commands', async () => {
    expect(await check()).toMatchObject({ check: 'links', broken: 0 })
  })

  it.each([
    ['a source row that is gone', () => `delete from "${names('order').lines}"`],
    ['a source record that is gone', () => `delete from "${names('order').table}"`],
    ['a target record that is gone', () => `delete from "${names('receipt').table}"`],
    ['a link to another row', () => 'update link set source_line = source_line + 1'],
    [
      'more taken than there is and its tolerance',
      () => `update "${names('receipt').lines}" set "${names('receipt').quantity}" = "${names('receipt').quantity}" * 6 / 5`,
    ],
    [
      'less ordered than was taken',
      () => `update "${names('order').lines}" set "${names('order').quantity}" = "${names('order').quantity}" * 4 / 5`,
    ],
  ])('%s, and names it', async (_what, sql) => {
    await workspace.database.write(async (transaction) => transaction.run({ sql: sql() }, []))
    const found = await check()
    expect(found.broken).toBeGreaterThan(0)
    expect(found.first).toContain(`"source_record":${order}`)
  })
})
