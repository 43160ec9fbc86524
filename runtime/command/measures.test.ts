import { systemEntities } from '@formwork/platform/definition/system/index.ts'
import type { EntityDefinition, MatchDefinition } from '@formwork/platform/definition/types.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelOf } from '../store/test-model.fixture.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'

const measures = [
  { name: 'piece', label: 'piece' },
  { name: 'box', label: 'box' },
  { name: 'foot', label: 'foot' },
]

const article: EntityDefinition = {
  kind: 'entity',
  name: 'article',
  nature: 'master',
  fields: [
    { name: 'name', type: 'text', required: true },
    { name: 'price', type: 'number', scale: 6 },
    {
      name: 'measures',
      type: 'lines',
      fields: [
        { name: 'measure', type: 'select', options: measures, required: true },
        { name: 'numerator', type: 'number', required: true },
        { name: 'denominator', type: 'number', required: true },
      ],
    },
  ],
}

const note: EntityDefinition = {
  kind: 'entity',
  name: 'note',
  nature: 'document',
  fields: [
    {
      name: 'lines',
      type: 'lines',
      fields: [
        {
          name: 'article',
          type: 'reference',
          entity: 'article',
          required: true,
          fill: [{ name: 'measure', value: '=measures[1].measure' }],
        },
        {
          name: 'count',
          type: 'number',
          scale: 3,
          required: true,
          enteredAs: { field: 'typed', by: 'measure' },
          whenFilled: {
            field: 'typed',
            formula: '=if measure = null then typed else typed * numerator / denominator',
            within: '0.001',
          },
        },
        { name: 'typed', type: 'number', scale: 3 },
        { name: 'measure', type: 'select', options: measures, choices: 'measures-of' },
        {
          name: 'price',
          type: 'number',
          scale: 6,
          default: '=article.price',
          enteredAs: { field: 'typedPrice', by: 'measure' },
          whenFilled: { field: 'typedPrice', formula: '=if measure = null then typedPrice else typedPrice * denominator / numerator' },
        },
        {
          name: 'typedPrice',
          type: 'number',
          scale: 6,
          default: '=if measure = null then null else article.price * numerator / denominator',
        },
        {
          name: 'amount',
          type: 'money',
          formula: '=count * price',
          whenFilled: { field: 'typedPrice', formula: '=if typed = null then count * price else typed * typedPrice' },
        },
        { name: 'numerator', type: 'number', formula: '=article.measures[measure = chosen][1].numerator' },
        { name: 'denominator', type: 'number', formula: '=article.measures[measure = chosen][1].denominator' },
        { name: 'chosen', type: 'text', formula: '=measure' },
      ],
    },
  ],
}

const measuresOf: MatchDefinition = {
  kind: 'match',
  name: 'measures-of',
  parameters: [{ name: 'article', type: 'reference', entity: 'article', required: true }],
  take: 'first',
  candidates: [{ name: 'own', value: '=parameter.article.measures.measure' }],
}

let workspace: TestWorkspace
let wine: string
let cloth: string

beforeAll(async () => {
  workspace = await TestWorkspace.ofModel(() => ({
    ...modelOf([...systemEntities, article, note]),
    matches: new Map([[measuresOf.name, measuresOf]]),
  }))
  const make = async (name: string, price: string, measure: string, numerator: string, denominator: string): Promise<string> => {
    const lines = { measures: [{ do: 'insert', values: { measure, numerator, denominator } }] }
    return ((await workspace.run('save', { entity: 'article', changes: { values: { name, price }, lines } })) as { id: string }).id
  }
  wine = await make('Wine', '9', 'box', '12', '1')
  cloth = await make('Cloth', '30', 'foot', '1', '3')
})
afterAll(() => workspace.close())

type Row = Record<string, unknown>
const saved = async (values: Row, id?: string, row?: string, version?: number) => {
  const operation = row === undefined ? { do: 'insert', ref: 'row', values } : { do: 'update', id: row, values }
  const body = { entity: 'note', ...(id === undefined ? {} : { id, version }), changes: { lines: { lines: [operation] } } }
  const answer = (await workspace.run('save', body)) as { id: string; version: number; lines: Record<string, string> }
  const record = await workspace.database.read(async (reading) => workspace.store.records.load(reading, 'note', Number(answer.id)))
  const line = record!.lines.lines![0]!
  const shown = Object.fromEntries(Object.entries(line.values).map(([name, value]) => [name, value === null ? null : String(value)]))
  return { id: answer.id, version: answer.version, row: String(line.id), values: shown }
}
const values = async (given: Row) => (await saved(given)).values

describe('a figure in another measure', () => {
  it('follows from what was typed, in the measure that the record chosen brings', async () => {
    expect(await values({ article: wine, typed: '3', typedPrice: '100' })).toMatchObject({
      measure: 'box',
      typed: '3.000',
      count: '36.000',
      price: '8.333333',
      amount: '300.00',
    })
    expect(await values({ article: wine, typed: '0.5' })).toMatchObject({ count: '6.000', typedPrice: '108.000000', amount: '54.00' })
  })

  it('is in its own measure where it is given itself', async () => {
    expect(await values({ article: wine, count: '7' })).toMatchObject({ measure: null, typed: null, count: '7.000', amount: '63.00' })
  })

  it('rounds once, and keeps a given rest that lies near enough', async () => {
    expect(await values({ article: cloth, typed: '1' })).toMatchObject({ count: '0.333', price: '30.000000', amount: '10.00' })
    const last = await saved({ article: cloth, measure: 'foot', typed: '1', count: '0.334' })
    expect(last.values).toMatchObject({ typed: '1.000', count: '0.334', amount: '10.00' })
    const again = await saved({ typedPrice: '11' }, last.id, last.row, last.version)
    expect(again.values).toMatchObject({ count: '0.334', amount: '11.00' })
    const more = await saved({ typed: '2' }, again.id, again.row, again.version)
    expect(more.values).toMatchObject({ count: '0.667', amount: '22.00' })
  })

  it('keeps the number and asks for the price anew when another measure is chosen', async () => {
    const first = await saved({ article: wine, count: '4', price: '9.5' })
    const inBoxes = await saved({ measure: 'box' }, first.id, first.row, first.version)
    expect(inBoxes.values).toMatchObject({ typed: '4.000', count: '48.000', typedPrice: '108.000000', amount: '432.00' })
    const own = await saved({ count: '5' }, inBoxes.id, inBoxes.row, inBoxes.version)
    expect(own.values).toMatchObject({ measure: null, typed: null, typedPrice: null, count: '5.000', price: '9.000000', amount: '45.00' })
  })

  it('is empty where it was emptied as it is entered', async () => {
    const first = await saved({ article: wine, count: '4' })
    const { values: emptied } = await saved({ typedPrice: null }, first.id, first.row, first.version)
    expect(emptied).toMatchObject({ price: null, count: '4.000' })
    const refusal = await workspace.refusal('save', {
      entity: 'note',
      id: first.id,
      version: 2,
      changes: { lines: { lines: [{ do: 'update', id: first.row, values: { typed: null } }] } },
    })
    expect(refusal).toMatchObject({ code: 'required', path: 'lines/0/count' })
  })

  it.each([
    ['a figure that contradicts', () => ({ article: wine, measure: 'box', typed: '2', count: '23' }), 'field-not-writable', 'count'],
    ['a measure of another article', () => ({ article: wine, measure: 'foot', typed: '2', count: null }), 'not-an-option', 'measure'],
  ])('refuses %s', async (_name, row, code, field) => {
    const body = { entity: 'note', changes: { lines: { lines: [{ do: 'insert', values: row() }] } } }
    const refusal = await workspace.refusal('save', body)
    expect([refusal, ...(refusal.errors ?? [])]).toContainEqual(expect.objectContaining({ code, path: `lines/0/${field}` }))
  })
})
