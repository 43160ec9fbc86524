import { describe, expect, it } from 'vitest'
import type { GridColumn } from './grid-column.ts'
import { at } from './grid-cursor.ts'
import { createRow, type LineRow } from './line-row.ts'
import { LineTable } from './line-table.ts'
import { planPaste } from './plan-paste.ts'
import { resolveLookups } from './resolve-lookups.ts'

const column = (name: string, options: Partial<GridColumn> = {}): GridColumn => ({
  name,
  about: name,
  label: name,
  width: 100,
  align: 'start',
  isRequired: false,
  isReadOnly: false,
  field: { name, type: 'text' },
  text: (row: LineRow) => String(row.values[name] ?? ''),
  write: () => '',
  read: (text: string) => (text === 'bad' ? { problem: 'is bad' } : { value: text }),
  ...options,
})
const columns = [column('item', { assist: 'records', entity: 'thing' }), column('unit', { isReadOnly: true }), column('quantity')]

function paste(cells: string[][], options: { rows?: number; isOwnCopy?: boolean; limit?: number; column?: number } = {}) {
  const table = new LineTable()
  table.load(Array.from({ length: options.rows ?? 1 }, () => createRow()))
  const plan = planPaste(cells, {
    rows: table.rows,
    columns,
    cursor: at(0, options.column ?? 0),
    isOwnCopy: options.isOwnCopy ?? false,
    limit: options.limit ?? 100,
    searching: '…',
  })
  table.run('paste', plan.steps)
  return { table, plan }
}

describe('pasting', () => {
  it('adds the rows it needs and leaves out columns that cannot be typed into', () => {
    const { table, plan } = paste([
      ['A', '1'],
      ['B', '2'],
      ['C', 'bad'],
    ])
    expect(table.rows.map((row) => row.values.quantity)).toEqual(['1', '2', null])
    expect(table.rows.map((row) => row.typed.item)).toEqual(['A', 'B', 'C'])
    expect(plan.lookups.map(({ text }) => text)).toEqual(['A', 'B', 'C'])
  })

  it('passes over a unit that the block does not have', () => {
    const measured = [
      column('quantity'),
      column('unit', { assist: 'options', read: (text) => (text === 'box' ? { value: text } : { problem: 'no such unit' }) }),
      column('price'),
    ]
    const values = (cells: string[][]) => {
      const rows = cells.map(() => createRow())
      const { steps } = planPaste(cells, { rows, columns: measured, cursor: at(0, 0), isOwnCopy: false, limit: 9, searching: '…' })
      const table = new LineTable()
      table.load(rows)
      table.run('paste', steps)
      return table.rows.map((row) => [row.values.quantity, row.values.unit, row.values.price])
    }
    expect(values([['10', '18.5']])).toEqual([['10', undefined, '18.5']])
    expect(values([['10', 'box', '18.5']])).toEqual([['10', 'box', '18.5']])
    expect(values([['10', 'crate', '18.5']])).toEqual([['10', null, '18.5']])
  })

  it('keeps what is wrong as it was typed', () => {
    const { table } = paste([['A', 'bad']])
    expect([table.rows[0]!.typed.quantity, table.rows[0]!.problems.quantity]).toEqual(['bad', 'is bad'])
  })

  it('leaves what is empty to its default, and empties what was typed', () => {
    const { table } = paste([['A', '']])
    expect(table.rows[0]!.own).toEqual({ item: true })
    const again = planPaste([['']], {
      rows: [createRow({ values: { quantity: '5' }, own: { quantity: true } })],
      columns,
      cursor: at(0, 2),
      isOwnCopy: false,
      limit: 100,
      searching: '…',
    })
    expect(again.steps[1]).toMatchObject({ edits: [{ column: 'quantity', state: { value: null, own: true } }] })
  })

  it('takes a block of its own with all its columns', () => {
    const { table } = paste([['A', 'kg', '5']], { isOwnCopy: true })
    expect([table.rows[0]!.values.quantity, table.rows[0]!.values.unit]).toEqual(['5', undefined])
  })

  it('stops at the limit of rows', () => {
    expect(paste([['A'], ['B'], ['C']], { limit: 2 }).table.rows).toHaveLength(2)
  })

  const words = {
    notFound: (text: string) => `no ${text}`,
    ambiguous: (text: string, titles: readonly string[]) => `${text}: ${titles.join(' or ')}`,
  }
  const all = [
    { id: '1', title: 'Bolt', code: 'B1' },
    { id: '2', title: 'Screw', code: 'A1' },
    { id: '3', title: 'A1', code: 'X' },
  ]
  const nuts = [
    { id: '8', title: 'nut small' },
    { id: '9', title: 'nut large' },
  ]

  it('looks all texts up in one request, each once, takes a code before a name, and names the choices where several are meant', async () => {
    const { plan } = paste([['a1'], ['Bolt'], ['a1'], ['nut'], ['washer']])
    const requests: string[][] = []
    const source = {
      find: () => Promise.reject(new Error('one request for all')),
      findMany: (_entity: string, texts: readonly string[]) => {
        requests.push([...texts])
        return Promise.resolve(new Map(texts.map((text) => [text, text === 'nut' ? nuts : text === 'washer' ? [] : all])))
      },
    }
    const edits = await resolveLookups(source, plan.lookups, (id) => Number(id), words)
    expect(requests).toEqual([['a1', 'Bolt', 'nut', 'washer']])
    expect(edits.map(({ state }) => state.value ?? state.problem)).toEqual([2, 1, 2, 'nut: nut small or nut large', 'no washer'])
  })

  it('takes the first of several for what was typed by hand', async () => {
    const { plan } = paste([['nut']])
    const lookups = plan.lookups.map((lookup) => ({ ...lookup, takesFirst: true }))
    const [edit] = await resolveLookups({ find: () => Promise.resolve(nuts) }, lookups, (id) => Number(id), words)
    expect(edit!.state).toMatchObject({ value: 8, title: 'nut small' })
  })

  it('keeps what was pasted when the server cannot be asked', async () => {
    const { plan } = paste([['a1'], ['Bolt']])
    const source = { find: () => Promise.reject(new Error('away')), findMany: () => Promise.reject(new Error('away')) }
    const edits = await resolveLookups(source, plan.lookups, (id) => Number(id), words)
    expect(edits.map(({ state }) => [state.typed, state.problem])).toEqual([
      ['a1', 'no a1'],
      ['Bolt', 'no Bolt'],
    ])
  })
})
