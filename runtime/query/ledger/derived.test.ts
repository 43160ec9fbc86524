import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from '../../command/command-workspace.fixture.ts'
import { modelOfDefinitions, orderDefinitions } from '../../command/ledger/orders.fixture.ts'
import type { Answer } from '../../command/unit.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import { readRevisions } from '../../store/organisation/revisions.ts'
import { record as recordQuery } from '../record.ts'
import type { Query } from '../query.ts'
import { report as reportQuery } from '../report.ts'
import { ledgerQueries } from './ledger-queries.ts'

const available = { name: 'available', label: 'Available', type: 'balance', ledger: 'goods', measure: 'available', scale: 0 }
const definitions = orderDefinitions.map((each) => {
  const fields = each.fields as { name: string; fields?: unknown[] }[] | undefined
  if (each.kind === 'entity' && each.name === 'item') {
    const inOutside = { ...available, name: 'delivered', measure: 'onHand', where: { item: '=record', place: 'outside' } }
    return { ...each, fields: [...fields!, { ...available, where: { item: '=record' } }, inOutside] }
  }
  if (each.kind !== 'entity' || each.name !== 'order') return each
  const live = [
    { ...available, where: { item: '=article', place: '=record.place' } },
    { ...available, name: 'asked', ledger: 'progress', measure: 'asked', where: { order: '=record', line: '=id' } },
  ]
  return {
    ...each,
    fields: fields!.map((field) => (field.name === 'lines' ? { ...field, fields: [...field.fields!, ...live] } : field)),
  }
})
/** What was asked for, row by row. */
const progress = [
  {
    kind: 'ledger',
    name: 'progress',
    label: 'Progress',
    dimensions: [
      { name: 'order', label: 'Order', type: 'record', required: true },
      { name: 'line', label: 'Line', type: 'text', required: true },
    ],
    measures: [{ name: 'asked', label: 'Asked', type: 'number', scale: 0 }],
  },
  {
    kind: 'posting',
    name: 'order-asked',
    entity: 'order',
    on: 'posted',
    at: '=record.date',
    entries: [
      {
        name: 'asked',
        ledger: 'progress',
        each: 'lines',
        where: { order: '=record', line: '=line.id' },
        add: { asked: '=line.quantity' },
      },
    ],
  },
]
const roles = {
  kind: 'roles',
  name: 'roles',
  roles: [
    { name: 'administrator', label: 'A', administrator: true, grants: [{ name: 'all', resource: '*', operations: ['view'] }] },
    {
      name: 'clerk',
      label: 'C',
      grants: [
        { name: 'all', resource: '*', operations: ['view'] },
        { name: 'goods', resource: 'goods', operations: ['view'], hide: ['reserved'] },
      ],
    },
  ],
}
const report = {
  kind: 'report',
  name: 'stand',
  label: 'Stand',
  shape: 'balance',
  from: { ledger: 'goods' },
  columns: [
    { name: 'item', value: 'item' },
    { name: 'onHand', value: 'onHand' },
    { name: 'available', value: 'available' },
  ],
}

describe('derived measures', () => {
  let workspace: TestWorkspace
  const people: Record<string, number> = {}
  let item: string
  let order: Answer & { id: string }
  let submit: (entity: string, ...lines: Record<string, unknown>[]) => Promise<Answer>

  const ask = <T>(query: Query, request: unknown, person = 'admin'): Promise<T> =>
    workspace.database.read(async (reading) => {
      const organisation = await readOrganisation(reading, workspace.store, (await readRevisions(reading)).organisation)
      const { id, name, login, roles: own, department } = organisation.people.get(people[person]!)!
      const actor = { person: id, name, login, roles: own, department, language: 'en' as const }
      const { store, registry, now } = workspace
      return query.run(
        { reading, model: store.model, store, registry, actor, organisation, now, language: 'en' },
        request as never,
      ) as Promise<T>
    })

  beforeAll(async () => {
    workspace = await TestWorkspace.ofModel(modelOfDefinitions([...definitions, ...progress, roles, report]))
    people.admin = Number((await workspace.save('person', { name: 'admin', login: 'admin', roles: ['administrator'] })).id)
    people.clerk = Number((await workspace.save('person', { name: 'clerk', login: 'clerk', roles: ['clerk'] })).id)
    item = (await workspace.save('item', { name: 'bolt' })).id
    const place = (await workspace.save('place', { name: 'A' })).id
    submit = (entity, ...lines) =>
      workspace.run('submit', {
        entity,
        changes: { values: { date: '2025-11-20', place }, lines: { lines: lines.map((values) => ({ do: 'insert', values })) } },
      })
    await submit('receipt', { article: item, quantity: '10', value: '10.00' })
    order = (await submit('order', { article: item, quantity: '3' })) as Answer & { id: string }
  })
  afterAll(() => workspace.close())

  it('are columns of reports and balances', async () => {
    const { rows } = await ask<{ rows: Record<string, unknown>[] }>(reportQuery, { report: 'stand', parameters: {} })
    expect(JSON.stringify(rows)).toContain('"available":"7"')
    const balances = ledgerQueries.find(({ name }) => name === 'ledger-balances')!
    const answer = await ask<{ measures: string[]; rows: Record<string, unknown>[] }>(balances, { ledger: 'goods', group: 'item' })
    expect(answer.measures).toEqual(['onHand', 'value', 'reserved', 'available'])
    expect(answer.rows).toMatchObject([{ onHand: '10', reserved: '3', available: '7' }])
  })

  it('are fields of records and of rows', async () => {
    expect(await ask(recordQuery, { entity: 'item', id: item })).toMatchObject({ balances: { available: '7', delivered: '-10' } })
    expect(await ask(recordQuery, { entity: 'order', id: order.id })).toMatchObject({
      lines: { lines: [{ values: { available: '7', quantity: '3' } }] },
    })
  })

  it('are hidden with what they read', async () => {
    const answer = await ask<{ balances: Record<string, string> }>(recordQuery, { entity: 'item', id: item }, 'clerk')
    expect(answer.balances).toEqual({ delivered: '-10' })
  })

  it("of rows are each row's own, and shared where rows name the same", async () => {
    const lines = [1, 2].map((quantity) => ({ article: item, quantity: String(quantity) }))
    const { id } = (await submit('order', ...lines)) as Answer & { id: string }
    expect(await ask(recordQuery, { entity: 'order', id })).toMatchObject({
      lines: {
        lines: [{ values: { quantity: '1', asked: '1', available: '4' } }, { values: { quantity: '2', asked: '2', available: '4' } }],
      },
    })
  })
})
