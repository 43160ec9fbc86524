import { toQuery } from '@formwork/platform/expression/index.ts'
import { describe, expect, it } from 'vitest'
import { conditionFormula, type ConditionLiteral } from './condition-formula.ts'
import { conditionsOf, type FilterNode } from './filter-conditions.ts'

const kinds: Record<string, ConditionLiteral> = { total: 'number', urgent: 'boolean', date: 'date' }
const literalOf = (field: string): ConditionLiteral => kinds[field] ?? 'text'

const cases: [FilterNode, string][] = [
  [{ field: 'total', operator: 'at-most', value: '10000' }, 'record.total <= 10000'],
  [{ field: 'urgent', operator: 'equals', value: true }, 'record.urgent = true'],
  [{ field: 'date', operator: 'at-least', value: '2026-01-31' }, 'record.date >= date("2026-01-31")'],
  [{ field: 'reason', operator: 'equals', value: 'a"b\\c' }, 'record.reason = "a\\"b\\\\c"'],
  [{ field: 'remark', operator: 'contains', value: '加急' }, 'contains(record.remark, "加急")'],
  [{ field: 'remark', operator: 'starts-with', value: '急' }, 'starts with(record.remark, "急")'],
  [{ field: 'remark', operator: 'empty' }, 'record.remark = null'],
  [{ field: 'remark', operator: 'not-empty' }, 'record.remark != null'],
  [
    {
      and: [
        { field: 'total', operator: 'less', value: '5' },
        {
          or: [
            { field: 'urgent', operator: 'equals', value: false },
            { field: 'total', operator: 'greater', value: '-1.5' },
          ],
        },
      ],
    },
    'record.total < 5 and (record.urgent = false or record.total > -1.5)',
  ],
]

describe('conditions about a record', () => {
  it.each(cases)('%j is written as a formula and read again', (node, formula) => {
    expect(conditionFormula(node, literalOf)).toBe(formula)
    expect(conditionsOf(formula)).toEqual(node)
  })

  it('writes a range as its two ends, whatever stands beside it', () => {
    const range: FilterNode = { field: 'total', operator: 'between', value: ['1', '2'] }
    const formula = conditionFormula({ or: [range, { field: 'urgent', operator: 'equals', value: true }] }, literalOf)
    expect(formula).toBe('(record.total >= 1 and record.total <= 2) or record.urgent = true')
    expect(() => toQuery(formula)).not.toThrow()
  })

  it('leaves what is more than conditions as it is', () => {
    expect(conditionsOf('count(record.lines) > 3')).toBeUndefined()
    expect(conditionsOf('other.total > 3')).toBeUndefined()
  })
})
