import { CalendarDate } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { groupDigits, isNegative, padScale } from './group-digits.ts'
import { readTypedDate } from './read-typed-date.ts'
import { readTypedNumber, readTypedPercent, writePercent } from './read-typed-number.ts'

describe('numbers as people type them', () => {
  it.each([
    ['1,234.50', '1234.50'],
    ['１２３．５', '123.5'],
    ['¥ 1，000', '1000'],
    ['-3', '-3'],
    ['(3.20)', '-3.20'],
    ['12-', '-12'],
    ['007', '7'],
    ['.5', '0.5'],
    ['9007199254740993.01', '9007199254740993.01'],
    ['1e5', '1e5'],
    ['abc', 'abc'],
    ['1-2', '1-2'],
  ])('%s is %s', (text, plain) => expect(readTypedNumber(text)).toBe(plain))

  it.each([
    ['12%', '0.12'],
    ['12.5', '0.125'],
    ['100', '1'],
    ['0.5%', '0.005'],
    ['-5', '-0.05'],
    ['x', 'x'],
  ])('%s percent is %s', (text, share) => expect(readTypedPercent(text)).toBe(share))

  it.each([
    ['0.12', '12'],
    ['0.1250', '12.50'],
    ['1', '100'],
    ['-0.05', '-5'],
  ])('the share %s is written %s', (share, text) => expect(writePercent(share)).toBe(text))
})

describe('dates as people type them', () => {
  const today = CalendarDate.of(2026, 11, 22)
  it.each([
    ['20261122', '2026-11-22'],
    ['261122', '2026-11-22'],
    ['1105', '2026-11-05'],
    ['5', '2026-11-05'],
    ['11-5', '2026-11-05'],
    ['2026/1/31', '2026-01-31'],
    ['2026年1月31日', '2026-01-31'],
    ['1月31日', '2026-01-31'],
    ['25.12.24', '2025-12-24'],
    ['今天', '2026-11-22'],
    ['+3', '2026-11-25'],
    ['-22', '2026-10-31'],
    ['2026-02-30', '2026-02-30'],
    ['someday', 'someday'],
    ['31', '31'],
  ])('%s is %s', (text, day) => expect(readTypedDate(text, today)).toBe(day))
})

describe('figures as text', () => {
  it.each([
    ['1234567.50', '1,234,567.50'],
    ['-1000', '-1,000'],
    ['999', '999'],
    ['x', 'x'],
  ])('%s is grouped as %s', (plain, text) => expect(groupDigits(plain)).toBe(text))

  it.each([
    ['1', 2, '1.00'],
    ['1.5000', 2, '1.50'],
    ['1.505', 2, '1.505'],
    ['-3.10', 0, '-3.1'],
    ['', 2, ''],
  ])('%s with %i digits is %s', (plain, scale, text) => expect(padScale(plain, scale)).toBe(text))

  it('knows negative figures, and that minus zero is none', () => {
    expect([isNegative('-1.00'), isNegative('-0.00'), isNegative('0.01'), isNegative(null)]).toEqual([true, false, false, false])
  })
})
