import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DesignedWorkspace } from '../definitions/design.fixture.ts'

let at: DesignedWorkspace
let item: string
let places: [string, string]

beforeEach(async () => {
  at = await DesignedWorkspace.open()
  item = await at.create('item', { code: 'A', name: 'A' })
  places = [await at.create('place', { name: 'P' }), await at.create('place', { name: 'Q' })]
  await costedBy('=article', 'fifo')
  await receive('2025-01-05', places[0], '10', '10')
  await receive('2025-01-06', places[1], '20', '16.01')
}, 60_000)
afterEach(() => at.close())

async function receive(date: string, place: string, quantity: string, price: string): Promise<void> {
  const party = await at.create('party', { name: date })
  const id = await at.create('receipt', { date, party, place }, [{ article: item, quantity, price }])
  const { version } = await at.read('receipt', id)
  await at.run('submit', { entity: 'receipt', id, version })
}

async function costedBy(pool: string, method = 'moving-average'): Promise<void> {
  const { files } = await at.copy()
  const path = 'ledgers/items.json'
  const ledger = JSON.parse(files.find((file) => file.path === path)!.text) as { costing: { pool: string; method: string } }
  Object.assign(ledger.costing, { pool, method: `="${method}"` })
  await at.save(path, `${JSON.stringify(ledger, null, 2)}\n`)
  await at.publish()
}

async function held(): Promise<[string, string][]> {
  const { rows } = await at.ask<{ rows: Record<string, string>[] }>('ledger-balances', { ledger: 'items' })
  const of = (id: string): Record<string, string> | undefined => rows.find(({ place }) => place === id)
  return places.map((place) => [of(place)!.quantity!, of(place)!.value!])
}

describe('what is costed together changes', () => {
  it('only after a close, and before anything later was entered', async () => {
    await expect(costedBy('=[article, place]')).rejects.toMatchObject({ code: 'pool-switch-refused' })
    await at.run('close-period', { end: '2025-01-05' })
    await expect(at.publish()).rejects.toMatchObject({ code: 'pool-switch-refused', parameters: { ledger: 'items' } })
    await at.run('close-period', { end: '2025-01-31' })
    await at.publish()
    await expect(at.run('reopen-period', { period: '2025-01' })).rejects.toMatchObject({ code: 'pool-switch-refused' })
  })

  it('keeps quantity and value: each place takes its share of the average, and back again', async () => {
    const before = await held()
    expect(before).toEqual([
      ['10.000', '100.00'],
      ['20.000', '320.20'],
    ])
    await at.run('close-period', { end: '2025-01-31' })
    await costedBy('=[article, place]')
    // 420.20 / 30 × 10 = 140.0666…; the last place takes the rest
    const split = [
      ['10.000', '140.07'],
      ['20.000', '280.13'],
    ]
    expect(await held()).toEqual(split)
    await receive('2025-02-01', places[0], '10', '20')
    expect(await held()).toEqual([['20.000', '340.07'], split[1]])
    await at.run('close-period', { end: '2025-02-28' })
    await costedBy('=article')
    expect(await held()).toEqual([['20.000', '340.07'], split[1]])
  })

  it('refuses names that the ledger has not', async () => {
    await at.run('close-period', { end: '2025-01-31' })
    await expect(costedBy('=if article.code = "A" then "x" else "y"')).rejects.toMatchObject({ code: 'pool-switch-refused' })
  })
})
