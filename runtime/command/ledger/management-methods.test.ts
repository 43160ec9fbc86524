import { expect, it } from 'vitest'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import { goodsLedger, modelOfDefinitions, orderDefinitions } from './orders.fixture.ts'

it.each([
  [undefined, 'refused'],
  [true, 'posted'],
] as const)('last in, first out in a ledger whose management is %s: %s', async (management, expected) => {
  const costing = { ...goodsLedger.costing, method: '="lifo"', ...(management === undefined ? {} : { management }) }
  const definitions = orderDefinitions.map((each) => (each.kind === 'ledger' ? { ...each, costing } : each))
  const workspace = await TestWorkspace.ofModel(modelOfDefinitions(definitions))
  const item = (await workspace.save('item', { name: 'bolt' })).id
  const place = (await workspace.save('place', { name: 'A' })).id
  const line = { article: item, quantity: '1', value: '1.00' }
  const body = {
    entity: 'receipt',
    changes: { values: { date: '2025-11-10', place }, lines: { lines: [{ do: 'insert', values: line }] } },
  }
  if (expected === 'posted') await workspace.run('submit', body)
  else expect(await workspace.refusal('submit', body)).toMatchObject({ code: 'costing-refused', rule: 'receipt' })
  expect(String(await workspace.inUnit((unit) => unit.readBalance('goods', 'onHand', { item: Number(item) })))).toBe(
    expected === 'posted' ? '1' : '0',
  )
  await workspace.close()
})
