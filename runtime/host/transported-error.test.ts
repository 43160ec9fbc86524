import { AppError, fail } from '@formwork/platform/error/index.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { describe, expect, it } from 'vitest'
import { packError, unpackError } from './transported-error.ts'

const travel = (error: unknown): Error => unpackError(structuredClone(packError(error)))

describe('an error that travels between threads', () => {
  it('says the same as before, figures and dates included', () => {
    const error = fail('over-open-quantity', { quantity: Decimal.parse('8.000'), open: Decimal.of(7) }, 'lines/0/quantity')
    const arrived = travel(error) as AppError
    expect(arrived.describe('zh')).toBe(error.describe('zh'))
    expect(arrived.describe('zh')).toContain('8.000')
    expect(arrived.path).toBe('lines/0/quantity')
  })

  it('keeps both languages of a text, lists and every finding', () => {
    const label = { zh: '日期', en: 'Date' }
    const error = new AppError('required', {
      parameters: { label },
      errors: [{ code: 'required', parameters: { label, days: [CalendarDate.of(2026, 1, 2)] }, path: 'date' }],
    })
    expect((travel(error) as AppError).toWire('en')).toEqual(error.toWire('en'))
    expect((travel(error) as AppError).errors![0]!.parameters!.days).toEqual(['2026-01-02'])
  })

  it('brings any other error as its text', () => {
    expect(travel(new TypeError('broken')).message).toBe('broken')
  })
})
