import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from '../command/command-workspace.fixture.ts'
import { modelOfDefinitions, orderDefinitions } from '../command/ledger/orders.fixture.ts'
import { readOrganisation } from '../store/organisation/read-organisation.ts'
import { readRevisions } from '../store/organisation/revisions.ts'
import type { Query } from './query.ts'
import { exportQueries } from './export/export-queries.ts'
import { report } from './report.ts'

const roles = {
  kind: 'roles',
  name: 'roles',
  roles: [
    {
      name: 'administrator',
      label: 'A',
      administrator: true,
      grants: [{ name: 'all', resource: '*', operations: ['view', 'export'] }],
    },
  ],
}
const each = {
  kind: 'report',
  name: 'each',
  shape: 'table',
  from: { entity: 'order', lines: 'lines' },
  columns: [
    { name: 'article', value: 'lines.article', group: true },
    { name: 'quantity', value: 'lines.quantity', group: true },
    { name: 'sum', value: 'lines.quantity', aggregate: 'sum', total: true },
  ],
}
const summary = {
  kind: 'report',
  name: 'summary',
  shape: 'union',
  from: {},
  columns: [{ name: 'article' }, { name: 'sum', aggregate: 'sum', total: true }],
  parts: [{ name: 'each', report: 'each' }],
}

const RECORDS = 12
const LINES_EACH = 2000
const ROWS = RECORDS * LINES_EACH

describe('a report of more rows than a person reads', () => {
  let workspace: TestWorkspace
  let person: number

  const ask = <T>(query: Query, name: string): Promise<T> =>
    workspace.database.read(async (reading) => {
      const organisation = await readOrganisation(reading, workspace.store, (await readRevisions(reading)).organisation)
      const { id, name: called, login, roles: own, department } = organisation.people.get(person)!
      const actor = { person: id, name: called, login, roles: own, department, language: 'en' as const }
      const { store, registry, now } = workspace
      const context = { reading, model: store.model, store, registry, actor, organisation, now, language: 'en' as const }
      return (await query.run(context, { report: name, parameters: {} } as never)) as T
    })

  beforeAll(async () => {
    workspace = await TestWorkspace.ofModel(modelOfDefinitions([...orderDefinitions, roles, each, summary]))
    person = Number((await workspace.save('person', { name: 'a', login: 'a', roles: ['administrator'] })).id)
    const article = (await workspace.save('item', { name: 'bolt' })).id
    const place = (await workspace.save('place', { name: 'A' })).id
    for (let record = 0; record < RECORDS; record++) {
      const lines = Array.from({ length: LINES_EACH }, (_, index) => ({
        do: 'insert',
        values: { article, quantity: String(record * LINES_EACH + index + 1) },
      }))
      await workspace.run('save', { entity: 'order', changes: { values: { date: '2025-11-20', place }, lines: { lines } } })
    }
  }, 60_000)
  afterAll(() => workspace.close())

  it('is refused on a screen, and says where its limit is', async () => {
    await expect(ask(report, 'each')).rejects.toMatchObject({ code: 'too-many-items' })
  })

  it('is summed up by reports that are made of it', async () => {
    const { rows, totals } = await ask<{ rows: { sum: string }[]; totals: { sum: string } }>(report, 'summary')
    const expected = String((ROWS * (ROWS + 1)) / 2)
    expect([rows.map(({ sum }) => sum), totals.sum]).toEqual([[expected], expected])
  })

  it('is exported whole', async () => {
    const exportReport = exportQueries.find(({ name }) => name === 'export-report')!
    const { rows } = await ask<{ rows: unknown[] }>(exportReport, 'each')
    expect(rows).toHaveLength(ROWS + 1)
  })
})
