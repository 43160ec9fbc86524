import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { createRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { describe, expect, it } from 'vitest'
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
