import { describe, expect, it } from 'vitest'
import { blocksOf, isFree, widthClass, type FormSection } from './form-schema.ts'

const section = (name: string, tab?: string): FormSection => ({ name, columns: 3, fields: [], ...(tab === undefined ? {} : { tab }) })
const tabs = ['trade', 'people'].map((name) => ({ name, label: name }))
const drawn = (...sections: FormSection[]) =>
  blocksOf(sections, tabs).map((block) => [block.sections.map(({ name }) => name).join(' '), block.tabs.map(({ name }) => name).join(' ')])

describe('the blocks of a form', () => {
  it('are neighbours on tabs, and what stands between them', () => {
    expect(drawn(section('head'), section('a', 'people'), section('b', 'trade'), section('c', 'trade'), section('foot'))).toEqual([
      ['head', ''],
      ['a b c', 'trade people'],
      ['foot', ''],
    ])
  })

  it('shows a section on a tab that is not there all the same', () => {
    expect(drawn(section('head'), section('lost', 'nowhere'))).toEqual([['head lost', '']])
  })
})

describe('a section without fields', () => {
  it('stands for its text or its related records, and not for its heading alone', () => {
    expect(isFree({ ...section('a'), note: 'Read this.' })).toBe(true)
    expect(isFree({ ...section('a'), related: { entity: 'order', through: 'party' } })).toBe(true)
    // What the sheet for reading makes of a section whose fields are all hidden from the reader.
    expect(isFree({ ...section('payment'), label: 'Payment', note: '' })).toBe(false)
  })
})

it('a field is as wide as it is defined, never wider than its section', () => {
  expect([undefined, 1, 2, 3, 6].map((span) => widthClass(span, 3))).toEqual([undefined, undefined, 'columns-2', 'whole-row', 'whole-row'])
  expect([widthClass(2, 2), widthClass(3, 4), widthClass(4, 6)]).toEqual(['whole-row', 'columns-3', 'whole-row'])
})
