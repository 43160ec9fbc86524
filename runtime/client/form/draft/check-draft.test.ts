import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { createRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { clearEdits, fillEdits } from '@formwork/runtime/ui/grid/range-edits.ts'
import { isOpenCell } from '@formwork/runtime/ui/grid/grid-column.ts'
import { reactive } from 'vue'
import { describe, expect, it } from 'vitest'
import { lineColumns } from '../lines/line-columns.ts'
import { LiveFormulas } from '../live/live-formulas.ts'
import { checkDraft } from './check-draft.ts'
import { collectChanges } from './collect-changes.ts'
import { RecordDraft } from './record-draft.ts'

const note: EntityDefinition = {
  kind: 'entity',
  name: 'note',
  label: 'Note',
  nature: 'document',
  fields: [
    // Only the server can compute this one: it reads another record.
    { name: 'terms', type: 'number', required: true, default: '=party.terms' },
    { name: 'party', type: 'reference', entity: 'party' },
    { name: 'title', type: 'text', required: true },
    { name: 'lines', type: 'lines', fields: [{ name: 'price', type: 'number', required: true, default: '=record.party.price' }] },
  ],
  rules: [
    { name: 'short', that: '=string length(title) < 5', message: 'too long', at: 'title' },
    { name: 'told', that: '=string length(title) < 3', message: 'too long', detail: '{string length(title)} letters', at: 'title' },
  ],
}

function open(stored = false) {
  const base = {
    id: '7',
    version: 1,
    status: 'draft',
    title: 'x',
    values: { title: 'x' },
    titles: {},
    lines: { lines: [] },
    operations: [],
  }
  const draft = new RecordDraft(note, () => undefined, stored ? (base as never) : undefined)
  const live = new LiveFormulas(draft, { id: null })
  draft.onChange = (change) => live.compute(change)
  live.computeAll()
  return { draft, live, paths: () => checkDraft(draft, live, false).map(({ code, path }) => `${code} ${path}`) }
}

describe('what is required and has a default that the server fills in', () => {
  it('does not stand in the way while nobody touched it', () => {
    const { draft, paths } = open()
    draft.tables.get('lines')!.load([createRow({ values: { price: null }, own: { other: true } })])
    expect(paths()).toEqual(['required title'])
    expect(collectChanges(draft).values).toBeUndefined()
  })

  it('is asked for when it was emptied by hand, and what was emptied is not filled in again', () => {
    const { draft, paths } = open()
    draft.setHeader('terms', '30')
    draft.setHeader('terms', null)
    draft.tables.get('lines')!.load([createRow({ values: { price: null }, own: { price: true } })])
    expect(paths()).toEqual(['required terms', 'required title', 'required lines/0/price'])
    expect(collectChanges(draft)).toMatchObject({ values: { terms: null }, lines: { lines: [{ do: 'insert', values: { price: null } }] } })
  })

  it('is asked for on a record that is stored: defaults are for new ones', () => {
    expect(open(true).paths()).toEqual(['required terms'])
  })
})

describe('a cell that only some rows have', () => {
  const parcel: EntityDefinition = {
    kind: 'entity',
    name: 'parcel',
    label: 'Parcel',
    nature: 'document',
    fields: [
      {
        name: 'lines',
        type: 'lines',
        fields: [
          { name: 'thing', type: 'reference', entity: 'thing' },
          { name: 'kind', type: 'lookup', through: 'thing', field: 'kind', hidden: true },
          { name: 'mark', label: 'Mark', type: 'text', required: true, visible: '=kind = null or kind = "marked"' },
        ],
      },
    ],
  }
  const stored = { id: '7', version: 1, status: 'draft', title: 'x', values: {}, titles: {}, operations: [] }
  const rows = ['plain', 'marked'].map((kind, index) => ({ id: `${index}`, values: { thing: '5', kind, mark: 'm' } }))
  const begin = (lines: object[] = []) => {
    const draft = new RecordDraft(parcel, () => undefined, { ...stored, lines: { lines } } as never)
    const live = new LiveFormulas(draft, { id: null })
    draft.onChange = (change) => live.compute(change)
    live.computeAll()
    const table = draft.tables.get('lines')!
    const [, mark] = lineColumns(draft, live, parcel.fields[0]!, true)
    return { draft, live, table, mark: mark! }
  }

  it('hangs on what the row looks up: elsewhere it is empty, is not typed into, not demanded and not sent', () => {
    const { draft, live, table, mark } = begin()
    const row = (kind: string | null, value: string | null) =>
      createRow({ values: { thing: 5, kind, mark: value }, own: { thing: true, mark: true } })
    table.load([row('plain', 'm'), row('marked', 'm'), row(null, 'm'), row('plain', null), row('marked', null)])
    live.computeAll()
    expect(mark.label).toBe('Mark')
    expect(table.rows.map((each) => [isOpenCell(mark, each), mark.text(each)])).toEqual([
      [false, ''],
      [true, 'm'],
      [true, 'm'],
      [false, ''],
      [true, ''],
    ])
    expect(checkDraft(draft, live, false).map(({ code, path }) => `${code} ${path}`)).toEqual(['required lines/4/mark'])
    const sent = collectChanges(draft).lines!.lines!.map((each) => ('values' in each ? each.values.mark : undefined))
    expect(sent).toEqual([undefined, 'm', 'm', undefined, undefined])
  })

  it('is emptied where it was stored and its row has it no more', () => {
    const { draft, live, table } = begin(rows)
    table.run('changed', [{ do: 'cells', edits: table.rows.map(({ key }) => ({ key, column: 'mark', state: { value: 'n', own: true } })) }])
    live.computeAll()
    expect(collectChanges(draft).lines!.lines).toEqual([
      { do: 'update', id: '0', values: { mark: null } },
      { do: 'update', id: '1', values: { mark: 'n' } },
    ])
  })

  it('is neither emptied nor filled down', () => {
    const { table, mark } = begin(rows)
    const range = { top: 0, bottom: 1, left: 0, right: 0 }
    expect(clearEdits(table.rows, [mark], range).map(({ key }) => key)).toEqual([table.rows[1]!.key])
    expect(fillEdits([table.rows[1]!, table.rows[0]!], [mark], range)).toEqual([])
  })
})

describe('a column that a rule asks for on submitting', () => {
  const asked = {
    name: 'offer',
    fields: [
      {
        name: 'lines',
        type: 'lines',
        fields: [
          { name: 'price', label: 'Price', type: 'number' },
          { name: 'note', label: 'Note', type: 'text', readOnly: '=price = null', required: '=record.strict = "yes"' },
        ],
      },
      { name: 'strict', type: 'text' },
    ],
    rules: [{ name: 'price', that: '=price != null', at: 'price', on: 'submit', each: 'lines', message: 'x' }],
  }

  it('has its star, though a page hands its field on as what Vue watches; what a row decides says nothing of the column', () => {
    const draft = new RecordDraft(asked as never, () => undefined)
    const live = new LiveFormulas(draft, { id: null })
    live.computeAll()
    const columns = () => lineColumns(draft, live, reactive(asked.fields[0]!) as never, true)
    const seen = () => columns().map(({ name, isRequired, isReadOnly }) => [name, isRequired, isReadOnly])
    expect(seen()).toEqual([
      ['price', true, false],
      ['note', false, false],
    ])
    draft.setHeader('strict', 'yes')
    live.computeAll()
    expect(seen()[1]).toEqual(['note', true, false])
  })
})

describe('what hangs on the status of the record', () => {
  const blind = {
    name: 'count',
    nature: 'document',
    fields: [
      { name: 'told', type: 'text', visible: '=status = "posted"' },
      {
        name: 'lines',
        type: 'lines',
        fields: [
          { name: 'found', type: 'number' },
          { name: 'booked', type: 'number', visible: '=record.status != "draft"' },
        ],
      },
    ],
  }

  it('is shown from the moment that the record has it, in the header and as a column', () => {
    const seen = (status?: string) => {
      const stored = { id: '7', version: 1, status, title: 'x', values: {}, titles: {}, operations: [], lines: { lines: [] } }
      const draft = new RecordDraft(blind as never, () => undefined, status === undefined ? undefined : (stored as never))
      const live = new LiveFormulas(draft, { id: null })
      live.computeAll()
      return [
        live.state(blind.fields[0] as never).visible,
        lineColumns(draft, live, blind.fields[1] as never, true).map(({ name }) => name),
      ]
    }
    expect(seen()).toEqual([false, ['found']])
    expect(seen('draft')).toEqual([false, ['found']])
    expect(seen('submitted')).toEqual([false, ['found', 'booked']])
    expect(seen('posted')).toEqual([true, ['found', 'booked']])
  })
})

describe('a rule over own fields', () => {
  it('is judged at once, but by the server where it says figures, which only the server writes', () => {
    const { draft, paths } = open()
    draft.setHeader('terms', '30')
    draft.setHeader('title', 'four')
    expect(paths()).toEqual([])
    draft.setHeader('title', 'fives')
    expect(paths()).toEqual(['rule-refused title'])
  })
})
