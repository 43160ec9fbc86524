import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definitionFile, servicesTemplate } from '../../server/fixture/services-template.fixture.ts'
import type { TestClient } from '../../server/fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from '../../server/fixture/test-server.fixture.ts'

const definitions = [
  {
    kind: 'batch',
    name: 'wish-more',
    label: { zh: '补', en: 'More' },
    report: 'held',
    entity: 'wish',
    key: '=article.code',
    when: '=quantity < 100',
    header: { text: '="more " + article.name', amount: '=100 - quantity' },
  },
  {
    kind: 'batch',
    name: 'wish-few',
    label: { zh: '少', en: 'Few' },
    report: 'codes',
    entity: 'wish',
    key: '=code',
    header: { text: '="few " + code' },
    most: 1,
  },
  {
    kind: 'report',
    name: 'codes',
    shape: 'table',
    from: { entity: 'item' },
    columns: [{ name: 'code', value: 'code', group: true }],
    sort: [{ name: 'code', direction: 'ascending' }],
  },
  {
    kind: 'batch',
    name: 'cost-up',
    label: { zh: '涨', en: 'Up' },
    report: 'held',
    entity: 'item',
    key: '=article.code',
    update: '=article',
    header: { ownCost: '=article.ownCost + 1' },
  },
  {
    kind: 'batch',
    name: 'wish-dear',
    label: { zh: '贵', en: 'Dear' },
    report: 'held',
    entity: 'wish',
    key: '=string(match("price", { item: article })) + ": " + match why("price", { item: article })',
    when: '=match("price", { item: article }) > article.ownCost',
    header: { text: '="dear " + article.name' },
  },
  {
    kind: 'match',
    name: 'agreed',
    label: { zh: '约定数', en: 'Agreed' },
    take: 'count',
    parameters: [{ name: 'text', type: 'text', required: true }],
    candidates: [{ name: 'wish', label: 'Wish', entity: 'wish', filter: '=text = parameter.text', value: '=record.amount' }],
  },
  {
    kind: 'match',
    name: 'price',
    label: { zh: '价格', en: 'Price' },
    parameters: [
      { name: 'item', type: 'reference', entity: 'item', required: true },
      { name: 'quantity', type: 'number', scale: 3 },
    ],
    candidates: [
      {
        name: 'wish',
        label: { zh: '约定', en: 'Agreed' },
        entity: 'wish',
        filter: '=text = "price" and amount != null',
        when: '=parameter.quantity >= 10',
        value: '=record.amount',
        why: { zh: '约定价 {record.amount}', en: 'agreed: {record.amount}' },
        sort: [{ name: 'amount', direction: 'descending' }],
      },
      { name: 'own', label: 'Own', value: '=parameter.item.ownCost * 2', why: 'twice the cost of {parameter.item.name}' },
    ],
  },
]

const quote = definitionFile('quote/entity.json', {
  kind: 'entity',
  name: 'quote',
  nature: 'document',
  fields: [
    { name: 'name', type: 'text' },
    {
      name: 'lines',
      type: 'lines',
      fields: [
        { name: 'article', type: 'reference', entity: 'item' },
        { name: 'quantity', type: 'number', scale: 3 },
        { name: 'price', type: 'number', scale: 4, default: '=match("price", { item: article, quantity: quantity })' },
        { name: 'why', type: 'text', formula: '=match why("price", { item: article, quantity: quantity })' },
      ],
    },
  ],
})

let test: TestServer
let admin: TestClient
let clerk: TestClient
let ink: string
beforeAll(async () => {
  test = await startTestServer({
    files: [...servicesTemplate, quote, ...definitions.map((each) => definitionFile(`x/${each.name}.json`, each))],
    sample: 'people',
  })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  ink = (await admin.get('records/item')).json.rows[0].id
}, STARTING)
afterAll(() => test.close())

const wishes = async () =>
  (
    (await admin.get('records/wish?limit=100')).json.rows as { id: string; version: number; values: { text: string; amount: string } }[]
  ).filter(({ values }) => values.text.startsWith('more'))
const eventually = async (isTrue: () => Promise<boolean>) => {
  for (let tries = 0; tries < 300; tries++) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It never came')
}
const done = async (count: number) =>
  eventually(
    async () => ((await admin.get('notices')).json.rows as { kind: string }[]).filter(({ kind }) => kind === 'batch').length === count,
  )

describe('a batch', () => {
  it('shows what it would make, makes it once a day, and says so', async () => {
    const { json: preview } = await admin.get('batches/wish-more')
    expect(preview).toMatchObject({ entity: 'wish', groups: [{ key: 'I1', record: null }] })
    expect((await admin.command('start-batch', { batch: 'wish-more' })).status).toBe(200)
    await done(1)
    const [made] = await wishes()
    expect(made!.values).toMatchObject({ text: 'more Ink', amount: '98.00' })
    expect((await admin.get('batches/wish-more')).json.groups[0].record).toBe(made!.id)
    await admin.command('start-batch', { batch: 'wish-more' })
    await done(2)
    expect(await wishes()).toHaveLength(1)
    expect((await admin.get('notices')).json.rows[0]).toMatchObject({ text: 'More: 0 records made' })
    await admin.command('delete', { entity: 'wish', id: made!.id, version: made!.version })
    await admin.command('start-batch', { batch: 'wish-more', keys: ['none'] })
    await done(3)
    expect(await wishes()).toHaveLength(0)
    await admin.command('start-batch', { batch: 'wish-more', keys: ['I1'] })
    await done(4)
    expect(await wishes()).toHaveLength(1)
  }, 30_000)

  it('makes so many in a run and leaves the rest to the next', async () => {
    await admin.command('save', { entity: 'item', changes: { values: { code: 'I2', name: 'Nib' } } })
    const few = async () =>
      ((await admin.get('records/wish?limit=100')).json.rows as { values: { text: string } }[])
        .map(({ values }) => values.text)
        .filter((text) => text.startsWith('few'))
    await admin.command('start-batch', { batch: 'wish-few' })
    await done(5)
    expect(await few()).toEqual(['few I1'])
    expect((await admin.get('notices')).json.rows[0]).toMatchObject({ text: 'Few: 1 records made, 1 more wait for the next run' })
    await admin.command('start-batch', { batch: 'wish-few' })
    await done(6)
    expect((await few()).sort()).toEqual(['few I1', 'few I2'])
  }, 30_000)

  it('changes records that are there, once a day', async () => {
    const cost = async () => (await admin.get(`records/item/${ink}`)).json.values.ownCost
    await admin.command('start-batch', { batch: 'cost-up' })
    await done(7)
    expect(await cost()).toBe('78.7701')
    expect((await admin.get('notices')).json.rows[0]).toMatchObject({ text: 'Up: 1 records changed' })
    await admin.command('start-batch', { batch: 'cost-up' })
    await done(8)
    expect(await cost()).toBe('78.7701')
    await admin.command('save', {
      entity: 'item',
      id: ink,
      version: (await admin.get(`records/item/${ink}`)).json.version,
      changes: { values: { ownCost: '77.7701' } },
    })
    const visitor = await test.signedIn('visitor')
    expect((await visitor.command('start-batch', { batch: 'cost-up' })).status).toBe(403)
  }, 30_000)

  it('looks up where its key and condition ask for it', async () => {
    const { json } = await admin.get('batches/wish-dear')
    expect(json.groups).toMatchObject([{ key: '155.5402: twice the cost of Ink', record: null }])
  })

  it('is for who may create such records', async () => {
    const visitor = await test.signedIn('visitor')
    expect((await visitor.command('start-batch', { batch: 'wish-more' })).status).toBe(403)
    expect((await visitor.get('batches/wish-more')).status).toBe(403)
    expect((await admin.command('start-batch', { batch: 'none' })).status).toBe(404)
  })
})

describe('a match', () => {
  const price = async (client: TestClient, parameters: unknown) =>
    client.get(`matches/price?parameters=${encodeURIComponent(JSON.stringify(parameters))}`)

  it('takes the first candidate that gives a value, and says why', async () => {
    expect((await price(admin, { item: ink })).json.taken).toMatchObject({
      candidate: 'own',
      value: '155.5402',
      why: 'twice the cost of Ink',
    })
    for (const amount of ['90', '80']) await admin.command('save', { entity: 'wish', changes: { values: { text: 'price', amount } } })
    expect((await price(admin, { item: ink, quantity: '9' })).json.taken.candidate).toBe('own')
    const { taken, found } = (await price(admin, { item: ink, quantity: '10' })).json
    expect(taken).toMatchObject({ candidate: 'wish', label: 'Agreed', value: '90.00', why: 'agreed: 90.00', entity: 'wish' })
    expect(found).toHaveLength(2)
  })

  it('counts what gives a value, and says 0 where nothing does', async () => {
    const count = async (text: string) =>
      (await admin.get(`matches/agreed?parameters=${encodeURIComponent(JSON.stringify({ text }))}`)).json.taken.value as unknown
    expect([await count('price'), await count('nothing like it')]).toEqual(['2', '0'])
  })

  it('sees what its reader sees, and refuses other parameters', async () => {
    // The agreed one is somebody else's, the cost is hidden.
    expect((await price(clerk, { item: ink, quantity: '10' })).json).toEqual({ taken: null, found: [] })
    expect(await price(admin, {})).toMatchObject({ status: 422, json: { code: 'required', path: 'item' } })
    expect(await price(admin, { item: ink, other: 1 })).toMatchObject({ json: { code: 'unknown-field' } })
    expect((await admin.get('matches/none')).status).toBe(404)
  })

  it('fills a form, which shows why', async () => {
    const lines = [
      { do: 'insert', ref: 'a', values: { article: ink, quantity: '3' } },
      { do: 'insert', ref: 'b', values: {} },
    ]
    const preview = await admin.post('preview', { entity: 'quote', changes: { values: {}, lines: { lines } } })
    expect(preview.text).toContain('twice the cost of Ink')
    const saved = await admin.command('save', { entity: 'quote', changes: { values: {}, lines: { lines } } })
    const record = (await admin.get(`records/quote/${saved.json.id}`)).json
    expect(record.lines.lines.map((line: { values: Record<string, unknown> }) => [line.values.price, line.values.why])).toEqual([
      ['155.5402', 'twice the cost of Ink'],
      [null, null],
    ])
  })
})
