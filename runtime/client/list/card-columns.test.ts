import { expect, it } from 'vitest'
import { figureColumn, headColumns } from './card-columns.ts'
import type { ListColumn } from './list-columns.ts'

const column = (name: string, type: string, more: Partial<ListColumn> & { entity?: string; scale?: number } = {}): ListColumn =>
  ({
    name,
    label: name,
    field: { name, type, entity: more.entity, scale: more.scale },
    isNumber: type === 'number' || type === 'money',
    isStatus: type === 'status',
    isTitle: false,
    hasTotal: false,
    maySort: true,
    ...more,
  }) as ListColumn
const natureOf = (entity: string): string => (entity === 'order' ? 'document' : 'master')
const names = (columns: readonly ListColumn[]): string[] => columns.map(({ name }) => name)

it('a document is known by whom it is about, not by the document it came from', () => {
  const columns = [
    column('number', 'text', { isTitle: true }),
    column('order', 'reference', { entity: 'order' }),
    column('buyer', 'reference', { entity: 'party' }),
  ]
  expect(names(headColumns(columns, natureOf))).toEqual(['buyer'])
  expect(names(headColumns(columns.slice(0, 2), natureOf))).toEqual(['order'])
  expect(headColumns([column('number', 'text')], natureOf)).toEqual([])
})

it('says from where and into where', () => {
  const columns = [
    column('from', 'reference', { entity: 'place' }),
    column('into', 'reference', { entity: 'place' }),
    column('mode', 'select'),
  ]
  expect(names(headColumns(columns, natureOf))).toEqual(['from', 'into'])
  expect(names(headColumns([columns[0]!, columns[2]!, columns[1]!], natureOf))).toEqual(['from'])
})

it('shows what is added up, else the last amount, else the first figure', () => {
  const columns = [column('days', 'number', { scale: 0 }), column('cost', 'number', { scale: 6 }), column('price', 'number', { scale: 6 })]
  expect(figureColumn(columns, 'master')?.name).toBe('price')
  expect(figureColumn(columns, 'document')?.name).toBe('days')
  expect(figureColumn([...columns, column('sum', 'money', { hasTotal: true })], 'master')?.name).toBe('sum')
  expect(figureColumn(columns.slice(0, 1), 'master')?.name).toBe('days')
  expect(figureColumn([column('text', 'text')], 'master')).toBeUndefined()
})
