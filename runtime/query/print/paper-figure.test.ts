import { expect, it } from 'vitest'
import { paperFigure } from './paper-figure.ts'

it.each<[string, string, number | undefined, string]>([
  ['15.5', 'number', 6, '15.50'],
  ['1,015.5', 'number', 6, '1,015.50'],
  ['15', 'number', 6, '15'],
  ['15.125', 'number', 6, '15.125'],
  ['1.5', 'number', 3, '1.5'],
  ['2.5', 'text', undefined, '2.5'],
])('%s of a %s kept to %s digits is printed as %s', (text, type, scale, printed) => {
  expect(paperFigure(text, { name: 'figure', type, scale })).toBe(printed)
})
