import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bpmn } from '../../engine/process/testing.fixture.ts'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import { modelOfDefinitions } from '../ledger/orders.fixture.ts'
import { soldDefinitions } from '../ledger/sold.fixture.ts'
import type { Answer } from '../unit.ts'

type Saved = Answer & { id: string; status: string }

/** Deliveries bring ten for each; what costs more has to be approved, and what leaves of value is limited. */
const covered = {
  name: 'covered',
  over: ['item'],
  that: '=margin >= 0',
  mode: 'approve',
  size: '=-margin',
  message: { zh: '亏本', en: 'at a loss' },
}
const valuable = { name: 'valuable', over: ['item', 'place'], that: '=value >= 100', mode: 'approve', message: { zh: '过低', en: 'low' } }

describe('assertions over costs when a record is submitted', () => {
  let workspace: TestWorkspace
  let place: string

  beforeAll(async () => {
    const process = {
      kind: 'process',
      name: 'delivery-approval',
      bpmn: 'delivery-approval.bpmn',
      entity: 'delivery',
      start: 'submitted',
      elements: { check: { assign: '=role("checker")', empty: 'admin' } },
    }
    const diagram =
      bpmn(`<startEvent id="start"/><userTask id="initiator"/><exclusiveGateway id="which" default="f4_which_end"/><userTask id="check"/><endEvent id="end"/>
      start -> initiator
      initiator -> which
      which -> check [count(record.exceptions[mode = "approve"]) > 0]
      which -> end
      check -> end`).replace('id="p"', 'id="delivery-approval"')
    const definitions = soldDefinitions.map((each) => {
      if (each.kind === 'ledger' && each.name === 'result') return { ...each, assertions: [covered] }
      return each.kind === 'ledger' ? { ...each, assertions: [valuable] } : each
    })
    const roles = [
      {
        name: 'administrator',
        label: 'Administrator',
        administrator: true,
        grants: [{ name: 'all', resource: '*', operations: ['view'] }],
      },
      { name: 'checker', label: 'Checker', grants: [{ name: 'all', resource: '*', operations: ['view'] }] },
    ]
    const files = { 'delivery-approval/delivery-approval.bpmn': diagram }
    workspace = await TestWorkspace.ofModel(modelOfDefinitions([...definitions, { kind: 'roles', name: 'roles', roles }, process], files))
    await workspace.save('person', { name: 'dan', login: 'dan', roles: ['checker'] })
    place = (await workspace.save('place', { name: 'store' })).id
  })
  afterAll(() => workspace.close())

  async function deliver(held: { quantity: string; value: string }, quantity: string): Promise<unknown> {
    const person = Number((await workspace.save('person', { name: `p${quantity}`, login: `p${held.value}`, roles: ['administrator'] })).id)
    const article = (await workspace.save('item', { name: 'bolt' })).id
    const submit = (entity: string, line: Record<string, unknown>): Promise<Saved> =>
      workspace.run(
        'submit',
        {
          entity,
          changes: { values: { date: '2025-11-20', place }, lines: { lines: [{ do: 'insert', values: { article, ...line } }] } },
        },
        { person },
      ) as Promise<Saved>
    await submit('receipt', held)
    const { id } = await submit('delivery', { quantity })
    return workspace.database.read(async (reading) => {
      const record = (await workspace.store.records.load(reading, 'delivery', Number(id)))!
      return [record.header.status, ...(record.exceptions ?? []).map(({ name, size }) => `${name} ${String(size)}`)]
    })
  }

  it.each([
    ['worth it', { quantity: '100', value: '900.00' }, '10', ['posted']],
    ['at a loss: 10 of them cost 120, and bring 100', { quantity: '100', value: '1200.00' }, '10', ['submitted', 'covered 20.00']],
    ['too little value stays: 1 of 5 at 30.00', { quantity: '5', value: '150.00' }, '4', ['submitted', 'valuable 70.00', 'covered 80.00']],
  ])('see the estimate: %s', async (_what, held, quantity, expected) => {
    const found = await deliver(held, quantity)
    expect([...(found as string[])].sort()).toEqual([...expected].sort())
  })
})
