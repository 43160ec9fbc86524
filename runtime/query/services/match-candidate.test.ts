import { describe, expect, it } from 'vitest'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { compileFormula } from '../../engine/record/formula.ts'
import { searchOf, type Candidate } from './match-candidate.ts'

const registry = createBuiltInRegistry()

const search = (candidate: Partial<Candidate>) => searchOf({ name: 'one', entity: 'delivery', value: '=1', ...candidate }, registry)

describe('searchOf', () => {
  it('asks what reads no record before any record is looked for', () => {
    const { gate } = search({ when: '=setting.useLast and (parameter.customer != null or setting.all) and record.open' })
    expect(gate?.expression.text).toBe('(setting.useLast) and (parameter.customer != null or setting.all)')
  })

  it('has nothing to ask before where every part reads the record or its row', () => {
    expect(search({ when: '=record.open or setting.all', lines: 'lines' }).gate).toBeUndefined()
    expect(search({ when: '=line.price > parameter.least', lines: 'lines' }).gate).toBeUndefined()
    expect(search({}).gate).toBeUndefined()
  })

  it('lets the database find rows whose field is what is asked for', () => {
    const { where, lines } = search({
      lines: 'rows',
      filter: '=status = "posted"',
      when: '=line.product = parameter.product and line.price > 0',
    })
    expect(lines).toBe('rows')
    expect(where).toEqual([
      { compare: '=', left: { path: ['status'] }, right: { constant: 'posted' } },
      { compare: '=', left: { path: ['rows', 'product'] }, right: { parameter: 'product' } },
    ])
  })

  it.each([
    ['another comparison', '=line.price >= parameter.price'],
    ['a choice of conditions', '=line.product = parameter.product or line.price = 0'],
    ['a path that goes further', '=line.product.group = parameter.group'],
    ['a header', '=record.product = parameter.product'],
  ])('leaves %s to the formula', (_, when) => {
    expect(search({ when, lines: 'rows' })).toMatchObject({ where: [], lines: undefined })
  })
})

describe('compileFormula', () => {
  it('reads a text once a registry', () => {
    const first = compileFormula('=quantity * price', 'one', registry)
    expect(compileFormula('=quantity * price', 'other', registry)).toEqual({ ...first, label: 'other' })
    expect(compileFormula('=quantity * price', 'other', registry).expression).toBe(first.expression)
    expect(compileFormula('=quantity * price', 'one', createBuiltInRegistry()).expression).not.toBe(first.expression)
  })
})
