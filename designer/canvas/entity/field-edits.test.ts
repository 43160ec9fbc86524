import type { EntityDefinition, FormDefinition, ListDefinition } from '@formwork/platform/definition/types.ts'
import { describe, expect, it } from 'vitest'
import { applyAll, readAt, type Content, type Files, type Operation } from '../../workspace/operation.ts'
import { addField, deleteField, moveInForm, placeInForm, takeFromForm, type OpenEntity } from './field-edits.ts'

const entity: EntityDefinition = {
  kind: 'entity',
  name: 'item',
  nature: 'master',
  search: ['code', 'name'],
  fields: [
    { name: 'code', type: 'text' },
    { name: 'name', type: 'text' },
    { name: 'lines', type: 'lines', fields: [{ name: 'quantity', type: 'number' }] },
  ],
}
const form: FormDefinition = {
  kind: 'form',
  name: 'item',
  entity: 'item',
  sections: [
    { name: 'basics', fields: [{ name: 'code' }, { name: 'name', span: 2 }] },
    { name: 'rest', fields: [{ name: 'lines' }] },
  ],
}
const list: ListDefinition = {
  kind: 'list',
  name: 'item',
  entity: 'item',
  columns: [{ name: 'code' }, { name: 'name' }],
  sort: [{ name: 'name', direction: 'ascending' }],
}
const open: OpenEntity = { path: 'e.json', entity, form: { path: 'f.json', form }, lists: [{ path: 'l.json', list }] }
const files: Files = new Map([
  ['e.json', entity as unknown as Content],
  ['f.json', form as unknown as Content],
  ['l.json', list as unknown as Content],
])
const after = (operations: Operation[], file: string, ...at: (string | number)[]) => readAt(applyAll(files, operations).files.get(file), at)
const names = (value: unknown) => (value as { name: string }[]).map((each) => each.name)

describe('edits of fields', () => {
  it('puts a new field behind the chosen one, in the entity and in the form', () => {
    const operations = addField(open, { name: 'brand', type: 'text' }, { after: 'code' })
    expect(names(after(operations, 'e.json', 'fields'))).toEqual(['code', 'brand', 'name', 'lines'])
    expect(names(after(operations, 'f.json', 'sections', 0, 'fields'))).toEqual(['code', 'brand', 'name'])
  })

  it('puts a field of lines into the lines alone', () => {
    const operations = addField(open, { name: 'price', type: 'money' }, { lines: 'lines', after: 'quantity' })
    expect(names(after(operations, 'e.json', 'fields', 2, 'fields'))).toEqual(['quantity', 'price'])
    expect(operations).toHaveLength(1)
  })

  it('places at the end of a named section', () => {
    expect(names(after(placeInForm(open.form!, 'x', { section: 'rest' }), 'f.json', 'sections', 1, 'fields'))).toEqual(['lines', 'x'])
  })

  it('deletes a field with its places in forms, lists and search', () => {
    const operations = deleteField(open, { field: 'name' })
    expect(names(after(operations, 'e.json', 'fields'))).toEqual(['code', 'lines'])
    expect(names(after(operations, 'f.json', 'sections', 0, 'fields'))).toEqual(['code'])
    expect(names(after(operations, 'l.json', 'columns'))).toEqual(['code'])
    expect(after(operations, 'l.json', 'sort')).toEqual([])
    expect(after(operations, 'e.json', 'search')).toEqual(['code'])
  })

  it('takes a field from the form and keeps it', () => {
    const operations = takeFromForm(open.form!, 'code')
    expect(names(after(operations, 'f.json', 'sections', 0, 'fields'))).toEqual(['name'])
    expect(names(after(operations, 'e.json', 'fields'))).toEqual(['code', 'name', 'lines'])
  })

  it.each([
    ['code', 0, 2, [['name', 'code'], ['lines']]],
    ['name', 0, 0, [['name', 'code'], ['lines']]],
    ['code', 1, 0, [['name'], ['code', 'lines']]],
    ['code', 1, 9, [['name'], ['lines', 'code']]],
    ['code', 0, 0, [['code', 'name'], ['lines']]],
  ])('moves %s to section %i at %i', (name, section, position, expected) => {
    const operations = moveInForm(open.form!, name, section, position)
    const sections = after(operations, 'f.json', 'sections') as { fields: { name: string; span?: number }[] }[]
    expect(sections.map((each) => names(each.fields))).toEqual(expected)
    expect(sections.flatMap((each) => each.fields).find((field) => field.name === 'name')!.span).toBe(2)
  })
})
