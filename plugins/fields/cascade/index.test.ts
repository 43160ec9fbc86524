import { describe, expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import { cascade } from './index.ts'

const options = [
  { name: 'east', label: { zh: '华东', en: 'East' } },
  { name: 'shanghai', label: '上海', parent: 'east' },
  { name: 'pudong', label: '浦东', parent: 'shanghai' },
  { name: 'north', label: '华北' },
  { name: 'round', label: 'a', parent: 'again' },
  { name: 'again', label: 'b', parent: 'round' },
]

describeField(cascade, {
  accepts: [
    [{ options }, 'east/shanghai/pudong', undefined, '华东 / 上海 / 浦东'],
    [{ options }, 'north', undefined, '华北'],
    [{ entity: 'category', parent: 'parent' }, '12'],
  ],
  refuses: [
    [{ options }, 'shanghai', 'not-an-option'],
    [{ options }, 'north/shanghai', 'not-an-option'],
    [{ options }, 'east/nowhere', 'not-an-option'],
    [{ options }, 'round/again', 'not-an-option'],
    [{ options }, ['east'], 'wrong-type'],
    [{ entity: 'category' }, 'east', 'bad-id'],
  ],
})

describe('cascades', () => {
  it('read what people write', () => {
    const field = { name: 'x', type: 'cascade', options }
    expect(['华东 / 上海', '浦东', 'East', 'North / 上海'].map((text) => cascade.readText!(text, field))).toEqual([
      'east/shanghai',
      'east/shanghai/pudong',
      'east',
      'east/shanghai',
    ])
    expect(cascade.readText!('广州', field)).toBe('广州')
  })

  it('hold a record where the tree is one of records', () => {
    expect(cascade.column({ name: 'x', type: 'cascade', entity: 'category' })).toEqual({ kind: 'integer', reference: 'category' })
    expect(cascade.column({ name: 'x', type: 'cascade' })).toEqual({ kind: 'text' })
  })
})
