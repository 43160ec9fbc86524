import { describe, expect, it } from 'vitest'
import { compileExpression, evaluateWithDiagnostics } from '@formwork/platform/expression/index.ts'
import { functionsOf } from '@formwork/platform/plugin/index.ts'
import type { CalendarDate } from '@formwork/platform/value/index.ts'
import { createBuiltInRegistry } from '../index.ts'

const functions = functionsOf(createBuiltInRegistry())
const evaluate = (text: string): string => {
  const { value, diagnostics } = evaluateWithDiagnostics(compileExpression(text, { functions }), {})
  return diagnostics.length > 0 ? `error: ${diagnostics[0]!.message.en}` : String(value)
}

describe('functions of dates and amounts', () => {
  it.each([
    ['format date(@"2026-03-09", "yyyyMM")', '202603'],
    ['format date(@"2026-03-09", "yy/M/d")', '26/3/9'],
    ['format date(@"2026-03-09T08:05:01", "dd HHmmss")', '09 080501'],
    ['format date(@"2026-03-09", "yyyy\'年\'M\'月\'")', '2026年3月'],
    ['format date(@"2026-03-09", "yyyy-QQ")', 'error: the date pattern holds the unknown part "QQ"'],
    ['format date(null, "yyyy")', 'null'],
    ['due date(@"2026-01-31", 30)', '2026-03-02'],
    ['due date(@"2026-01-31", null)', '2026-01-31'],
    ['due date(@"2026-01-31")', '2026-01-31'],
    ['due date(@"2026-01-31", 1.5)', 'error: the terms must be a whole number of days'],
    ['due date(null, 30)', 'null'],
    ['due date(@"2026-01-15", 30, 0)', '2026-03-02'],
    ['due date(@"2026-01-15", 0, 1)', '2026-02-28'],
    ['due date(@"2026-01-15", null, 1, 31)', '2026-02-28'],
    ['due date(@"2026-01-25", 0, 1, 5, 25)', '2026-02-05'],
    ['due date(@"2026-01-26", 0, 1, 5, 25)', '2026-03-05'],
    ['due date(@"2026-01-26", 0, 1, 0)', 'error: a day of the month is 1 to 31'],
    ['capital amount(1010.5)', '壹仟零壹拾元伍角整'],
  ])('%s is %s', (text, expected) => {
    expect(evaluate(text)).toBe(expected)
  })
})

describe('figures of ledgers', () => {
  const asked: unknown[] = []
  const facts = {
    balanceAt: (...all: unknown[]) => {
      asked.push(all)
      return null
    },
  }
  const expression = compileExpression('balance("goods", "onHand", { item: 3 })', { functions })

  it('are asked of the runtime, and refused where there is none', () => {
    expect(expression.evaluate({}, { diagnostics: [], facts } as never)).toBeNull()
    expect(asked).toMatchObject([['goods', 'onHand', {}]])
    expect(evaluate('balance("goods", "onHand", { item: 3 })')).toBe('error: ledgers are not known here')
  })
})

describe('values that a ledger holds', () => {
  const expression = compileExpression('held("devices", "number", "quantity", { item: 3 })', { functions })

  it('are asked of the runtime, and refused where there is none', () => {
    const facts = { heldAt: (...names: unknown[]) => names.slice(0, 3) }
    expect(expression.evaluate({}, { diagnostics: [], facts } as never)).toEqual(['devices', 'number', 'quantity'])
    expect(evaluate('held("devices", "number", "quantity", { item: 3 })')).toBe('error: ledgers are not known here')
  })
})

describe('working days of a calendar', () => {
  const expression = compileExpression('working day(@"2026-10-01", "office")', { functions })

  it('are asked of the runtime, and refused where there is none', () => {
    const facts = { workingDay: (calendar: string, date: CalendarDate) => (calendar === 'office' ? date.addDays(7) : undefined) }
    expect(String(expression.evaluate({}, { diagnostics: [], facts } as never))).toBe('2026-10-08')
    expect(evaluate('working day(@"2026-10-01", "office")')).toBe('error: calendars are not known here')
  })

  it('say which calendar is not there', () => {
    const diagnostics: { en?: string }[] = []
    expect(expression.evaluate({}, { diagnostics, facts: { workingDay: () => undefined } } as never)).toBeNull()
    expect(JSON.stringify(diagnostics)).toContain('there is no calendar')
  })
})
