import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { listUpstream } from '../store/links/links.ts'
import { TestWorkspace } from './command-workspace.fixture.ts'
import { trade } from './trade.fixture.ts'
import type { Answer } from './unit.ts'

let workspace: TestWorkspace
let party: string
let another: string
let item: string

beforeAll(async () => {
  workspace = await TestWorkspace.open(trade)
  party = (await workspace.save('party', { name: 'North Ltd', region: 'north' })).id
  another = (await workspace.save('party', { name: 'Other Ltd', region: 'north' })).id
  item = (await workspace.save('item', { code: 'A1', name: 'Bolt', price: '2' })).id
})
afterAll(() => workspace.close())

type Saved = Answer & { id: string; version: number; lines: Record<string, string> }
const run = async (name: string, body: unknown): Promise<Saved> => (await workspace.run(name, body)) as Saved
const load = (entity: string, id: string): Promise<StoredRecord> =>
  workspace.database.read(async (reading) => (await workspace.store.records.load(reading, entity, Number(id)))!)
const at = ({ id, version }: Saved, entity: string, more = {}) => ({ entity, id, version, ...more })
const order = (quantities: string[], of = party) =>
  run('submit', {
    entity: 'order',
    changes: {
      values: { party: of },
      lines: { lines: quantities.map((quantity, index) => ({ do: 'insert', ref: `l${index}`, values: { item, quantity } })) },
    },
  })
const receive = (...sources: unknown[]) => run('convert', { conversion: 'receive', sources })
const quantities = async (receipt: Saved): Promise<string[]> =>
  (await load('receipt', receipt.id)).lines.lines!.map((line) => String(line.values.quantity))

describe('convert', () => {
  it('takes what is open, in parts, with links', async () => {
    const source = await order(['10', '5'])
    const first = await receive({ id: source.id, lines: [{ id: source.lines.l0, quantity: '4' }] })
    expect(await quantities(first)).toEqual(['4.000'])
    const links = await workspace.database.read((reading) => listUpstream(reading, Number(first.id)))
    expect(links).toMatchObject([{ conversion: 'receive', sourceRecord: Number(source.id), sourceLine: Number(source.lines.l0) }])
    await run('submit', at(first, 'receipt'))
    const second = await receive({ id: source.id })
    expect(await quantities(second)).toEqual(['6.000', '5.000'])
    await run('submit', at(second, 'receipt'))
    expect(await workspace.refusal('convert', { conversion: 'receive', sources: [{ id: source.id }] })).toMatchObject({
      code: 'nothing-open',
    })
  })

  it('copies lines as often as wanted where nothing is used up', async () => {
    const again: ConversionDefinition = { ...trade.conversions[0]!, name: 'repeat' }
    const copying = await TestWorkspace.open({
      ...trade,
      conversions: [...trade.conversions, { ...again, lines: { ...again.lines!, consume: false } }],
    })
    try {
      const owner = (await copying.save('party', { name: 'North Ltd', region: 'north' })).id
      const bolt = (await copying.save('item', { code: 'A1', name: 'Bolt', price: '2' })).id
      const source = (await copying.run('submit', {
        entity: 'order',
        changes: { values: { party: owner }, lines: { lines: [{ do: 'insert', ref: 'l', values: { item: bolt, quantity: '10' } }] } },
      })) as Saved
      for (const quantity of ['10', '25']) {
        const sources = [{ id: source.id, lines: [{ id: source.lines.l, quantity }] }]
        const copy = (await copying.run('convert', { conversion: 'repeat', sources })) as Saved
        await copying.run('submit', { entity: 'receipt', id: copy.id, version: copy.version })
      }
      const rest = (await copying.run('convert', { conversion: 'receive', sources: [{ id: source.id }] })) as Saved
      const stored = await copying.database.read(async (reading) => copying.store.records.load(reading, 'receipt', Number(rest.id)))
      expect(stored!.lines.lines!.map((line) => String(line.values.quantity))).toEqual(['10.000'])
    } finally {
      await copying.close()
    }
  })

  it('takes of a line what its formula says, not its quantity', async () => {
    const receiving = trade.conversions[0]!
    const whole = '=if line.note = "nearly" then line.quantity - 2 else line.quantity + 3'
    const finishing = await TestWorkspace.open({
      ...trade,
      conversions: [{ ...receiving, lines: { ...receiving.lines!, whole, tolerance: '=0' } }],
    })
    try {
      const owner = (await finishing.save('party', { name: 'North Ltd', region: 'north' })).id
      const bolt = (await finishing.save('item', { code: 'A1', name: 'Bolt', price: '2' })).id
      const lines = [null, 'nearly'].map((note, index) => ({
        do: 'insert',
        ref: `l${index}`,
        values: { item: bolt, quantity: '10', note },
      }))
      const source = (await finishing.run('submit', { entity: 'order', changes: { values: { party: owner }, lines: { lines } } })) as Saved
      const all = (await finishing.run('convert', { conversion: 'receive', sources: [{ id: source.id }] })) as Saved
      const stored = await finishing.database.read(async (reading) => finishing.store.records.load(reading, 'receipt', Number(all.id)))
      expect(stored!.lines.lines!.map((line) => String(line.values.quantity))).toEqual(['13.000', '8.000'])
      const more = { conversion: 'receive', sources: [{ id: source.id, lines: [{ id: source.lines.l1, quantity: '10.001' }] }] }
      expect(await finishing.refusal('convert', more)).toMatchObject({ code: 'over-open-quantity' })
      await finishing.run('submit', { entity: 'receipt', id: all.id, version: all.version })
      expect(await finishing.refusal('convert', { conversion: 'receive', sources: [{ id: source.id }] })).toMatchObject({
        code: 'nothing-open',
      })
    } finally {
      await finishing.close()
    }
  })

  it('takes what is proposed of what is open, says of how many lines that is less, and more where somebody asks for it', async () => {
    const [receiving, ...others] = trade.conversions
    // No more than the line's price says, of what is open.
    const lines = { ...receiving!.lines!, proposed: '=min(open, line.price)' }
    const careful = await TestWorkspace.open({ ...trade, conversions: [{ ...receiving!, lines }, ...others] })
    try {
      const owner = (await careful.save('party', { name: 'North Ltd', region: 'north' })).id
      const make = async (...prices: string[]): Promise<Saved> => {
        const values = (price: string) => ({ item: bolt, quantity: '10', price })
        const rows = prices.map((price, index) => ({ do: 'insert', ref: `l${index}`, values: values(price) }))
        return (await careful.run('submit', { entity: 'order', changes: { values: { party: owner }, lines: { lines: rows } } })) as Saved
      }
      const bolt = (await careful.save('item', { code: 'A1', name: 'Bolt', price: '2' })).id
      const taken = async (sources: unknown[]): Promise<[string[], unknown]> => {
        const answer = (await careful.run('convert', { conversion: 'receive', sources })) as Saved & { less?: number }
        const stored = await careful.database.read(async (reading) => careful.store.records.load(reading, 'receipt', Number(answer.id)))
        return [stored!.lines.lines!.map((line) => String(line.values.quantity)), answer.less]
      }
      const source = await make('4', '0', '25')
      expect(await taken([{ id: source.id }])).toEqual([['4.000', '10.000'], 2])
      expect(await taken([{ id: source.id, lines: [{ id: source.lines.l1, quantity: '7' }] }])).toEqual([['7.000'], undefined])
      const none = await make('0')
      expect(await careful.refusal('convert', { conversion: 'receive', sources: [{ id: none.id }] })).toMatchObject({
        code: 'nothing-proposed',
      })
    } finally {
      await careful.close()
    }
  })

  it('uses up one open quantity in two ways', async () => {
    const [receiving, ...others] = trade.conversions
    const shared = { ...receiving!, lines: { ...receiving!.lines!, together: 'arrivals' } }
    const ways = await TestWorkspace.open({ ...trade, conversions: [shared, { ...shared, name: 'other-way' }, ...others] })
    try {
      const owner = (await ways.save('party', { name: 'North Ltd', region: 'north' })).id
      const bolt = (await ways.save('item', { code: 'A1', name: 'Bolt', price: '2' })).id
      const source = (await ways.run('submit', {
        entity: 'order',
        changes: { values: { party: owner }, lines: { lines: [{ do: 'insert', ref: 'l', values: { item: bolt, quantity: '10' } }] } },
      })) as Saved
      const sources = [{ id: source.id, lines: [{ id: source.lines.l, quantity: '4' }] }]
      const first = (await ways.run('convert', { conversion: 'other-way', sources })) as Saved
      await ways.run('submit', { entity: 'receipt', id: first.id, version: first.version })
      const rest = (await ways.run('convert', { conversion: 'receive', sources: [{ id: source.id }] })) as Saved
      const stored = await ways.database.read(async (reading) => ways.store.records.load(reading, 'receipt', Number(rest.id)))
      expect(stored!.lines.lines!.map((line) => String(line.values.quantity))).toEqual(['6.000'])
      const late = (await ways.run('convert', { conversion: 'other-way', sources: [{ id: source.id }] })) as Saved
      await ways.run('submit', { entity: 'receipt', id: rest.id, version: rest.version })
      expect(await ways.refusal('submit', { entity: 'receipt', id: late.id, version: late.version })).toMatchObject({
        code: 'over-open-quantity',
      })
      expect(await ways.refusal('convert', { conversion: 'receive', sources: [{ id: source.id }] })).toMatchObject({ code: 'nothing-open' })
    } finally {
      await ways.close()
    }
  })

  it('adds to a draft that agrees with the source', async () => {
    const [one, two, foreign] = [await order(['1']), await order(['2', '3']), await order(['4'], another)]
    const draft = await receive({ id: one.id })
    const into = { id: draft.id, version: draft.version }
    const sources = [{ id: two.id, lines: [{ id: two.lines.l1, quantity: '2.5' }] }]
    const grown = await run('convert', { conversion: 'receive', sources, into })
    expect(grown.id).toBe(draft.id)
    expect(await quantities(grown)).toEqual(['1.000', '2.500'])
    const links = await workspace.database.read((reading) => listUpstream(reading, Number(draft.id)))
    const rows = (await load('receipt', draft.id)).lines.lines!
    expect(links.map((link) => [link.sourceLine, link.targetLine])).toEqual([
      [Number(one.lines.l0), rows[0]!.id],
      [Number(two.lines.l1), rows[1]!.id],
    ])
    expect(await workspace.refusal('convert', { conversion: 'receive', sources, into })).toMatchObject({ code: 'stale-version' })
    const now = { id: grown.id, version: grown.version }
    expect(await workspace.refusal('convert', { conversion: 'receive', sources: [{ id: foreign.id }], into: now })).toMatchObject({
      code: 'sources-differ',
    })
    await run('submit', at(grown, 'receipt'))
    const posted = { id: grown.id, version: grown.version + 1 }
    expect(await workspace.refusal('convert', { conversion: 'receive', sources, into: posted })).toMatchObject({
      code: 'illegal-transition',
    })
  })

  it('merges sources of one party', async () => {
    const [one, two, foreign] = [await order(['1']), await order(['2', '3']), await order(['4'], another)]
    expect(await quantities(await receive({ id: one.id }, { id: two.id }))).toEqual(['1.000', '2.000', '3.000'])
    expect(await workspace.refusal('convert', { conversion: 'receive', sources: [{ id: one.id }, { id: foreign.id }] })).toMatchObject({
      code: 'sources-differ',
    })
  })

  it('lets only one of two targets of one quantity win', async () => {
    const source = await order(['10'])
    const drafts = [await receive({ id: source.id }), await receive({ id: source.id })]
    const outcomes = await Promise.all(
      drafts.map((draft) =>
        workspace.run('submit', at(draft, 'receipt')).then(
          () => 'won',
          (error: { code: string; path: string }) => `${error.code} ${error.path}`,
        ),
      ),
    )
    expect(outcomes.sort()).toEqual(['over-open-quantity lines/0/quantity', 'won'])
  })

  it('allows the tolerance and no more', async () => {
    const source = await order(['10'])
    const draft = await receive({ id: source.id })
    const line = (await load('receipt', draft.id)).lines.lines![0]!.id
    const change = (quantity: string) => ({
      ...at(draft, 'receipt'),
      changes: { lines: { lines: [{ do: 'update', id: String(line), values: { quantity } }] } },
    })
    expect(await workspace.refusal('save', change('11.001'))).toMatchObject({
      code: 'over-open-quantity',
      message: 'row 1, Quantity: The quantity 11.001 exceeds the open quantity 11.0000',
    })
    expect(await run('submit', change('11'))).toMatchObject({ status: 'posted' })
  })

  it('gives back what a voided or deleted target took', async () => {
    const source = await order(['10'])
    const posted = await run('submit', at(await receive({ id: source.id }), 'receipt'))
    await run('void', at(posted, 'receipt'))
    expect(await quantities(await receive({ id: source.id }))).toEqual(['10.000'])
  })

  it('keeps a source from being undone under its targets', async () => {
    const source = await order(['10'])
    const draft = await receive({ id: source.id })
    expect(await workspace.refusal('unpost', at(source, 'order'))).toMatchObject({ code: 'has-downstream' })
    expect(await workspace.refusal('void', at(source, 'order'))).toMatchObject({ code: 'has-downstream' })
    await run('delete', at(draft, 'receipt'))
    expect(await run('unpost', at(source, 'order'))).toMatchObject({ status: 'draft' })
  })

  it('refuses a target whose source was closed meanwhile', async () => {
    const source = await order(['10'])
    const draft = await receive({ id: source.id })
    await run('close', at(source, 'order'))
    expect(await workspace.refusal('submit', at(draft, 'receipt'))).toMatchObject({ code: 'illegal-transition', path: 'lines' })
  })

  const cases: [string, (source: Saved) => unknown, string][] = [
    ['an unknown conversion', (source) => ({ conversion: 'nothing', sources: [{ id: source.id }] }), 'definition-not-found'],
    ['no source', () => ({ conversion: 'receive', sources: [] }), 'required'],
    ['an unknown source', () => ({ conversion: 'receive', sources: [{ id: '99999' }] }), 'unknown-record'],
    [
      'a line of another source',
      (source) => ({ conversion: 'receive', sources: [{ id: source.id, lines: [{ id: '12', quantity: '1' }] }] }),
      'unknown-line',
    ],
    [
      'more than is open',
      (source) => ({ conversion: 'receive', sources: [{ id: source.id, lines: [{ id: source.lines.l0, quantity: '99' }] }] }),
      'over-open-quantity',
    ],
    [
      'nothing at all',
      (source) => ({ conversion: 'receive', sources: [{ id: source.id, lines: [{ id: source.lines.l0, quantity: '0' }] }] }),
      'over-open-quantity',
    ],
    [
      'a number that is none',
      (source) => ({ conversion: 'receive', sources: [{ id: source.id, lines: [{ id: source.lines.l0, quantity: 'NaN' }] }] }),
      'bad-number',
    ],
    [
      'more digits than the target has',
      (source) => ({ conversion: 'receive', sources: [{ id: source.id, lines: [{ id: source.lines.l0, quantity: '0.0001' }] }] }),
      'too-many-digits',
    ],
  ]
  it.each(cases)('refuses %s', async (_title, body, code) => {
    const source = await order(['10'])
    const contents = await workspace.contents()
    expect(await workspace.refusal('convert', body(source))).toMatchObject({ code })
    expect(await workspace.contents()).toBe(contents)
  })
})
