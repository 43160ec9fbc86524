import { describe, expect, it } from 'vitest'
import { AppError, fail, failAll, isAppError, namesItsField } from './app-error.ts'
import { assert, AssertionError, assertNever, present } from './assert.ts'

describe('AppError', () => {
  it('renders the message in both languages', () => {
    const error = fail('required', { label: { zh: '单价', en: 'Price' } }, 'lines/3/price')
    expect(error.describe('zh')).toBe('“单价”必须填写')
    expect(error.describe('en')).toBe('"Price" is required')
    expect(error.status).toBe(422)
    expect(error.toWire('en')).toEqual({ code: 'required', message: '"Price" is required', path: 'lines/3/price' })
  })

  it('shows a missing parameter as a question mark and cuts long ones', () => {
    expect(fail('required').message).toBe('"?" is required')
    expect(fail('required', { label: 'x'.repeat(5000) }).message.length).toBeLessThan(300)
  })

  it('does not read inherited parameters', () => {
    expect(fail('rule-refused', {}).message).toBe('?')
    expect(new AppError('unknown-field', { parameters: { field: ['a', 'b'] } }).describe('zh')).toContain('a、b')
  })

  it('says where, when the words of the code do not', () => {
    const error = fail('bad-number', { text: 'abc', at: { zh: '第 2 行 数量', en: 'row 2, Quantity' } })
    expect(error.describe('zh')).toBe('第 2 行 数量：“abc”不是有效的数字')
    expect(error.describe('en')).toBe('row 2, Quantity: "abc" is not a valid number')
    expect((['bad-number', 'wrong-type', 'unknown-record', 'required', 'rule-refused'] as const).filter(namesItsField)).toEqual([
      'required',
      'rule-refused',
    ])
  })

  it('collects several findings and moves under a prefix', () => {
    const error = failAll([
      { code: 'required', path: 'price', parameters: { label: 'p' } },
      { code: 'unknown-field', path: 'x', parameters: { field: 'x' } },
    ]).under('lines/0')
    expect(error.path).toBe('lines/0/price')
    expect(error.toWire('en').errors).toEqual([
      { code: 'required', message: '"p" is required', path: 'lines/0/price' },
      { code: 'unknown-field', message: 'There is no field named "x"', path: 'lines/0/x' },
    ])
    expect(failAll([{ code: 'required' }]).errors).toBeUndefined()
  })

  it('is recognised by code', () => {
    expect(isAppError(fail('internal'), 'internal')).toBe(true)
    expect(isAppError(fail('internal'), 'required')).toBe(false)
    expect(isAppError(new Error('x'))).toBe(false)
  })
})

describe('assert', () => {
  it('throws for programmer errors only', () => {
    assert(true, 'fine')
    expect(() => assert(false, 'broken')).toThrow(AssertionError)
    expect(() => assertNever('x' as never)).toThrow(AssertionError)
    expect(() => present(null)).toThrow(AssertionError)
    expect(present(0)).toBe(0)
  })
})
