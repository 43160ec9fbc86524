import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { modelOfDefinitions } from './orders.fixture.ts'
import { soldDefinitions } from './sold.fixture.ts'

type Saved = Answer & { id: string; version: number; lines: Record<string, string> }

describe('costs in another ledger', () => {
  let workspace: TestWorkspace
  let item: string
  let place: string

  beforeEach(async () => {
    workspace = await TestWorkspace.ofModel(modelOfDefinitions(soldDefinitions))
    item = (await workspace.save('item', { name: 'bolt' })).id
    place = (await workspace.save('place', { name: 'A' })).id
  })
  afterEach(() => workspace.close())

  const submit = (entity: string, date: string, line: Record<string, unknown>): Promise<Saved> =>
    workspace.run('submit', {
      entity,
      changes: { values: { date, place }, lines: { lines: [{ do: 'insert', values: { article: item, ...line } }] } },
    }) as Promise<Saved>
  const verb = (name: string, entity: string, { id, version }: Saved): Promise<unknown> => workspace.run(name, { entity, id, version })
  const figures = async (): Promise<string[]> =>
    workspace.inUnit(async (unit) => {
      const read = async (measure: string): Promise<string> => String(await unit.readBalance('result', measure, { item: Number(item) }))
      return [await read('revenue'), await read('cost'), await read('margin')]
    })

  it('are what the issue costs, and follow every correction', async () => {
    await submit('receipt', '2025-11-01', { quantity: '10', value: '50.00' })
    const delivery = await submit('delivery', '2025-11-10', { quantity: '4' })
    expect(await figures()).toEqual(['40.00', '20.00', '20.00'])
    // Back-dated: 20 for 150.00, so 4 of them cost 30.00.
    const late = await submit('receipt', '2025-11-02', { quantity: '10', value: '100.00' })
    expect(await figures()).toEqual(['40.00', '30.00', '10.00'])
    await verb('void', 'receipt', late)
    expect(await figures()).toEqual(['40.00', '20.00', '20.00'])
    await submit('receipt', '2025-11-02', { quantity: '10', value: '100.00' })
    await verb('void', 'delivery', delivery)
    expect(await figures()).toEqual(['0.00', '0.00', '0.00'])
  })

  it('follow a correction once, and go on with what is sold later', async () => {
    await submit('receipt', '2025-11-01', { quantity: '10', value: '50.00' })
    await submit('delivery', '2025-11-10', { quantity: '4' })
    await submit('delivery', '2025-11-12', { quantity: '6' })
    await submit('receipt', '2025-11-11', { quantity: '6', value: '60.00' }) // 12 for 90.00: 6 of them cost 45.00
    expect(await figures()).toEqual(['100.00', '65.00', '35.00'])
  })
})
