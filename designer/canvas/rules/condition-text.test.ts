import { checkExpression } from '@formwork/platform/expression/check.ts'
import { types } from '@formwork/platform/expression/type.ts'
import { describe, expect, it } from 'vitest'
import { conditionText, type Comparison } from './condition-text.ts'

const scope = { 数量: types.number, name: types.string, date: types.date, done: types.boolean }

describe('conditions from choices', () => {
  it.each<[string, string, Comparison, string, string]>([
    ['数量', 'number', '>', '1,000.5', '=数量 > 1000.5'],
    ['name', 'string', '=', 'a"b', '=name = "a\\"b"'],
    ['date', 'date', '>=', '2026-11-22', '=date >= @"2026-11-22"'],
    ['done', 'boolean', '=', 'true', '=done = true'],
    ['name', 'string', 'filled', '', '=name != null'],
  ])('%s %s %s %s', (name, feelType, comparison, typed, expected) => {
    const text = conditionText({ name, type: 'text' }, feelType, comparison, typed)
    expect(text).toBe(expected)
    expect(checkExpression(text!.slice(1), scope).diagnostics).toEqual([])
  })

  it.each([
    ['number', '1; drop'],
    ['number', ''],
    ['date', 'tomorrow'],
    ['boolean', 'yes'],
    ['string', ''],
  ])('refuses a %s of "%s"', (feelType, typed) => expect(conditionText({ name: 'x', type: 'text' }, feelType, '=', typed)).toBeUndefined())
})
