import { describe, expect, it } from 'vitest'
import { chosenSources, isWrongQuantity, offered } from './chosen-lines.ts'

const source = (id: string, ...lines: string[]) => ({
  id,
  title: id,
  values: {},
  lines: lines.map((line) => ({ id: line, values: {}, open: '5' })),
})

describe('lines chosen from sources', () => {
  it('asks for the chosen lines of each source, and for no other source', () => {
    const sources = [source('1', '11', '12'), source('2', '21'), source('3', '31')]
    const chosen = new Map([
      ['12', '1,000.5'],
      ['31', '３'],
    ])
    expect(chosenSources(sources, chosen)).toEqual([
      { id: '1', lines: [{ id: '12', quantity: '1000.5' }] },
      { id: '3', lines: [{ id: '31', quantity: '3' }] },
    ])
  })

  it.each([
    ['60.000', undefined, '60'],
    ['60.000', '60.000', '60'],
    ['60.000', '37.500', '37.5'],
    ['60.000', '0.000', '60'],
  ])('%s open, %s proposed: %s is offered', (open, proposed, text) => {
    const line = { id: '1', values: {}, open, ...(proposed === undefined ? {} : { proposed }) }
    expect(offered(line)).toBe(text)
  })

  it.each([
    ['5', false],
    ['0.001', false],
    ['0', true],
    ['-1', true],
    ['', true],
    ['abc', true],
  ])('%j is wrong: %s', (text, isWrong) => expect(isWrongQuantity(text)).toBe(isWrong))
})
