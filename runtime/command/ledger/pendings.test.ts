import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestWorkspace } from '../command-workspace.fixture.ts'
import type { Answer } from '../unit.ts'
import { modelOfDefinitions, orderDefinitions } from './orders.fixture.ts'

type Saved = Answer & { id: string; version: number; lines: Record<string, string> }

let workspace: TestWorkspace
let item: string
let place: string
let shop: string

beforeAll(async () => {
  workspace = await TestWorkspace.ofModel(modelOfDefinitions(orderDefinitions))
  place = (await workspace.save('place', { name: 'A' })).id
  shop = (await workspace.save('place', { name: 'B' })).id
})
afterAll(() => workspace.close())

const submit = (entity: string, values: Record<string, unknown>, lines: Record<string, unknown>[]): Promise<Saved> =>
  workspace.run('submit', {
    entity,
    changes: {
      values: { date: '2025-11-20', ...values },
      lines: { lines: lines.map((each, index) => ({ do: 'insert', ref: `l${index}`, values: each })) },
    },
  }) as Promise<Saved>
const verb = (name: string, entity: string, saved: Saved, version = saved.version): Promise<Saved> =>
  workspace.run(name, { entity, id: saved.id, version }) as Promise<Saved>
const refusal = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done').catch((error: { code?: string }) => error.code)
const figure = async (measure: string, at: unknown = Number(place)): Promise<string> =>
  workspace.inUnit(async (unit) => String(await unit.readBalance('goods', measure, { item: Number(item), place: at })))

async function start(): Promise<void> {
  item = (await workspace.save('item', { name: 'bolt' })).id
  await submit('receipt', { place }, [{ article: item, quantity: '10', value: '100.00' }])
}

describe('what is pending', () => {
  it('is fulfilled in parts, exactly once, and comes back with a void', async () => {
    await start()
    const order = await submit('order', { place }, [{ article: item, quantity: '7' }])
    expect([await figure('reserved'), await figure('available')]).toEqual(['7', '3'])
    const source = order.lines.l0
    const delivery = await submit('delivery', { place }, [{ article: item, quantity: '4', source }])
    expect([await figure('onHand'), await figure('reserved'), await figure('available')]).toEqual(['6', '3', '3'])
    expect(await refusal(submit('delivery', { place }, [{ article: item, quantity: '4', source }]))).toBe('over-fulfilled')
    expect(await figure('onHand')).toBe('6')
    expect(await refusal(verb('void', 'order', order))).toBe('has-downstream')
    await verb('void', 'delivery', delivery)
    expect([await figure('onHand'), await figure('reserved')]).toEqual(['10', '7'])
    await submit('delivery', { place }, [{ article: item, quantity: '7', source }])
    expect([await figure('onHand'), await figure('reserved')]).toEqual(['3', '0'])
  })

  it('is released by closing, held again by reopening, and closed again', async () => {
    await start()
    const order = await submit('order', { place }, [{ article: item, quantity: '7' }])
    await submit('delivery', { place }, [{ article: item, quantity: '2', source: order.lines.l0 }])
    const closed = await verb('close', 'order', order)
    expect(await figure('reserved')).toBe('0')
    expect(await refusal(submit('delivery', { place }, [{ article: item, quantity: '1', source: order.lines.l0 }]))).toBe('over-fulfilled')
    const open = await verb('reopen', 'order', closed)
    expect(await figure('reserved')).toBe('5')
    await verb('close', 'order', open)
    expect(await figure('reserved')).toBe('0')
  })

  it('expires once, and what was fulfilled stays', async () => {
    await start()
    const order = await submit('order', { place, until: '2025-11-22' }, [{ article: item, quantity: '7' }])
    await submit('delivery', { place }, [{ article: item, quantity: '2', source: order.lines.l0 }])
    const job = await workspace.database.read(async (reading) =>
      reading.get({ sql: "select payload, due from job where kind = 'expire-pending' order by id desc limit 1" }, []),
    )
    expect(new Date(Number(job!.due)).toISOString()).toBe('2025-11-22T16:00:00.000Z') // midnight in Shanghai
    const body: unknown = JSON.parse(String(job!.payload))
    expect(await workspace.run('expire-pending', body)).toEqual({ released: true })
    expect(await workspace.run('expire-pending', body)).toEqual({ released: false })
    expect([await figure('onHand'), await figure('reserved')]).toEqual(['8', '0'])
  })

  it('goes on to another place at the cost it left with, and what is missing is lost', async () => {
    await start()
    const first = await submit('dispatch', { place }, [{ article: item, quantity: '4' }])
    await submit('receipt', { place }, [{ article: item, quantity: '6', value: '120.00' }])
    const second = await submit('dispatch', { place }, [{ article: item, quantity: '6' }])
    expect([await figure('onHand', 'transit'), await figure('value', 'transit')]).toEqual(['10', '130.00']) // 40 + 6 × 180 / 12
    await submit('arrival', { place: shop }, [{ article: item, quantity: '3', lost: '1', source: first.lines.l0 }])
    expect([await figure('onHand', Number(shop)), await figure('value', Number(shop))]).toEqual(['3', '30.00'])
    expect(await figure('value', 'lost')).toBe('10.00')
    await submit('arrival', { place: shop }, [{ article: item, quantity: '6', source: second.lines.l0 }])
    expect([await figure('onHand', 'transit'), await figure('value', 'transit')]).toEqual(['0', '0.00'])
    expect(await figure('value', Number(shop))).toBe('120.00')
    expect(await refusal(submit('arrival', { place: shop }, [{ article: item, quantity: '1', source: second.lines.l0 }]))).toBe(
      'over-fulfilled',
    )
  })
})
