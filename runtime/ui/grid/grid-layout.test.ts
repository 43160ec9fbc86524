import { describe, expect, it } from 'vitest'
import type { GridColumn } from './grid-column.ts'
import { leastWidth, scrollFor, templateOf } from './grid-layout.ts'

/** Columns that stay take 264 px; 800 px are seen. */
const FROZEN = 264
const scroll = (left: number, width: number, from: number): number => scrollFor({ left, width }, FROZEN, { left: from, width: 800 })

describe('how far a grid is scrolled sideways', () => {
  it.each([
    ['a cell in sight stays where it is', 300, 100, 0, 0],
    ['one beyond the right edge comes to it', 900, 100, 0, 200],
    ['one below the columns that stay comes beside them', 300, 100, 200, 36],
    ['one wider than the room begins beside the columns that stay', 900, 700, 0, 636],
    ['the first one beside the columns that stay needs none', 264, 100, 500, 0],
  ])('%s', (_what, left, width, from, expected) => {
    expect(scroll(left, width, from)).toBe(expected)
  })
})

describe('the widths of columns', () => {
  const columns = [
    { name: 'words', align: 'start', width: 200 },
    { name: 'figure', align: 'end', width: 100 },
  ] as GridColumn[]

  it('let words give way before anything is scrolled, and figures keep theirs', () => {
    expect(templateOf(columns, {})).toBe('44px minmax(140px, 200fr) 100px')
    expect(leastWidth(columns, {})).toBe(44 + 140 + 100)
  })

  it('are those that were dragged', () => {
    expect(templateOf(columns, { words: 90 })).toBe('44px 90px 100px')
    expect(leastWidth(columns, { words: 90, figure: 60 })).toBe(44 + 90 + 60)
  })
})
