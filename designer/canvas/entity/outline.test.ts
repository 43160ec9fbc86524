import { expect, it } from 'vitest'
import type { EntityDefinition, FormDefinition } from '@formwork/platform/definition/types.ts'
import { outlineOf } from './outline.ts'

const text = (name: string) => ({ name, label: name.toUpperCase(), type: 'text' })
const entity = {
  kind: 'entity',
  name: 'paper',
  label: 'Paper',
  fields: [text('a'), text('b'), { name: 'rows', label: 'Rows', type: 'lines', fields: [text('c')] }, text('sum'), text('left')],
} as unknown as EntityDefinition
const form = {
  kind: 'form',
  name: 'paper',
  entity: 'paper',
  sections: [
    { name: 'head', label: 'Head', fields: [{ name: 'b' }, { name: 'a' }] },
    { name: 'body', fields: [{ name: 'rows' }] },
  ],
  totals: [{ name: 'sum' }],
} as unknown as FormDefinition

it('tells sections, fields and columns in the order of the form, and last what no section shows', () => {
  const lines = outlineOf({ path: 'p', entity, form: { path: 'f', form }, lists: [] }, { section: 'Section', unplaced: 'Elsewhere' })
  expect(lines.map(({ depth, label }) => `${depth} ${label}`)).toEqual([
    '0 Head',
    '1 B',
    '1 A',
    '0 Section',
    '1 Rows',
    '2 C',
    '1 SUM',
    '0 Elsewhere',
    '1 LEFT',
  ])
  expect(lines.find(({ label }) => label === 'C')?.place).toEqual({ field: 'c', lines: 'rows' })
})

it('of an object without a form is its fields', () => {
  const lines = outlineOf({ path: 'p', entity, lists: [] }, { section: 'Section', unplaced: 'Elsewhere' })
  expect(lines.filter(({ depth }) => depth === 1).map(({ label }) => label)).toEqual(['A', 'B', 'SUM', 'LEFT', 'Rows'])
})
