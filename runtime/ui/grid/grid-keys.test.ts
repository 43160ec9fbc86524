import { describe, expect, it } from 'vitest'
import { at, nextEditable, nextLine, rangeOf, step } from './grid-cursor.ts'
import { actionOf, type KeyState } from './grid-keys.ts'

const key = (name: string, options: Partial<KeyboardEvent> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...options,
})
const off: KeyState = { mode: 'off', hasChoices: false }
const typing: KeyState = { mode: 'typing', hasChoices: false }
const inside: KeyState = { mode: 'inside', hasChoices: false }

describe('keys of the grid', () => {
  it('leaves every key to an input method while it composes', () => {
    expect(actionOf(key('Enter', { isComposing: true }), typing)).toBeUndefined()
    expect(actionOf(key('Process', { keyCode: 229 }), off)).toBeUndefined()
    expect(actionOf(key('Enter', { keyCode: 229 }), inside)).toBeUndefined()
  })

  it.each([
    ['Enter moves on', key('Enter'), off, { do: 'next', back: false }],
    ['Ctrl+Enter goes to the next row', key('Enter', { ctrlKey: true }), off, { do: 'line' }],
    ['Ctrl+Enter while typing takes the text along', key('Enter', { ctrlKey: true }), typing, { do: 'line' }],
    ['Shift+Tab moves back', key('Tab', { shiftKey: true }), off, { do: 'next', back: true }],
    ['an arrow leaves a cell that is being typed into', key('ArrowRight'), typing, { do: 'move', rows: 0, columns: 1, extend: false }],
    ['an arrow stays in the text after F2', key('ArrowRight'), inside, undefined],
    ['arrows walk through choices', key('ArrowDown'), { mode: 'typing', hasChoices: true }, { do: 'choose', step: 1 }],
    ['Shift+arrow extends the selection', key('ArrowDown', { shiftKey: true }), off, { do: 'move', rows: 1, columns: 0, extend: true }],
    ['Ctrl+Z takes back', key('z', { ctrlKey: true }), off, { do: 'undo' }],
    ['Ctrl+Z while typing belongs to the text', key('z', { ctrlKey: true }), typing, undefined],
    ['Ctrl+D fills down', key('d', { ctrlKey: true }), off, { do: 'fill' }],
    ['Ctrl+C belongs to the clipboard', key('c', { ctrlKey: true }), off, undefined],
    ['Delete clears', key('Delete'), off, { do: 'clear' }],
    ['Delete while typing deletes a letter', key('Delete'), typing, undefined],
    ['Alt+arrow moves the row', key('ArrowUp', { altKey: true }), off, { do: 'shift', down: false }],
    ['Alt+arrow while typing belongs to the text', key('ArrowUp', { altKey: true }), typing, undefined],
    ['letters belong to the text', key('a'), off, undefined],
  ] as const)('%s', (_name, event, state, action) => {
    expect(actionOf(event, state)).toEqual(action)
  })
})

describe('the cursor', () => {
  const size = { rows: 3, columns: 4 }
  const isEditable = (column: number) => column !== 1

  it('jumps over cells that cannot be typed into, and into the next row', () => {
    expect(nextEditable(at(0, 0), isEditable, size)).toEqual(at(0, 2))
    expect(nextEditable(at(0, 3), isEditable, size)).toEqual(at(1, 0))
    expect(nextEditable(at(1, 0), isEditable, size, true)).toEqual(at(0, 3))
    expect(nextEditable(at(2, 3), isEditable, size)).toBeUndefined()
  })

  it('jumps over a cell that this row does not have', () => {
    const isOpen = (column: number, row: number) => column !== 1 || row === 1
    expect(nextEditable(at(0, 0), isOpen, size)).toEqual(at(0, 2))
    expect(nextEditable(at(1, 0), isOpen, size)).toEqual(at(1, 1))
  })

  it('goes to the first cell of the next row that may be typed into', () => {
    expect(nextLine(at(0, 2), isEditable, size)).toEqual(at(1, 0))
    expect(nextLine(at(0, 0), (column) => column > 1, size)).toEqual(at(1, 2))
    expect(nextLine(at(2, 0), isEditable, size)).toBeUndefined()
  })

  it('never leaves the grid, and spans a selection in any direction', () => {
    expect(step(at(0, 0), -1, -1, size)).toEqual(at(0, 0))
    const selection = step(step(at(2, 2), -1, 0, size, true), 0, -2, size, true)
    expect(rangeOf(selection)).toEqual({ top: 1, bottom: 2, left: 0, right: 2 })
  })
})
