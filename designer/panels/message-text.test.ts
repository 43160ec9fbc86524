import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormulaLabels } from './formula-labels.ts'
import { recordNames } from './formula-names.ts'
import { shownOf, writtenOf } from './formula-text.ts'
import { isInBraces, MESSAGE_READING } from './message-text.ts'

const note: EntityDefinition = {
  kind: 'entity',
  name: 'note',
  label: '单据',
  nature: 'document',
  fields: [
    { name: 'total', label: '合计', type: 'money' },
    { name: 'remark', label: '备注', type: 'text' },
  ],
}
const labels = new FormulaLabels(recordNames(note, { entity: () => undefined }), ['string', 'round'])
const shown = (written: string): string => shownOf(MESSAGE_READING.ofWritten(written, labels))
const written = (text: string): string => writtenOf(MESSAGE_READING.ofShown(text, labels))

describe('a message with values in it', () => {
  it.each([
    ['还没付：{record.total}', '还没付：｢合计｣'],
    ['{record.remark}{record.total}', '｢备注｣｢合计｣'],
    ['约 {round(record.total, 0)} 元', '约 {round(｢合计｣, 0)} 元'],
    ['没有 {这个} 字段', '没有 {这个} 字段'],
    ['留着 { 一半', '留着 { 一半'],
  ])('%s is seen as %s and written as before', (text, seen) => {
    expect(shown(text)).toBe(seen)
    expect(written(seen)).toBe(text)
  })

  it('leaves words of the sentence words, also those that are names of fields or signs', () => {
    expect(written('合计 × 备注 “好”，record.total')).toBe('合计 × 备注 “好”，record.total')
    expect(written('合计 {合计 × 2}')).toBe('合计 {record.total * 2}')
  })

  it('comes back as it was written, whatever stands beside the braces', () => {
    const words = fc.string().map((text) => text.replaceAll(/[{}｢｣]/g, ''))
    const formula = fc.constantFrom('{record.total}', '{record.remark}', '{round(record.total, 2)}', '{unknown + 1}', '{string({ a: 1 })}')
    fc.assert(
      fc.property(fc.array(fc.oneof(words, formula)), (pieces) => {
        expect(written(shown(pieces.join('')))).toBe(pieces.join(''))
      }),
    )
  })

  it('knows where a formula is typed', () => {
    expect([isInBraces('还有 {ro', 6), isInBraces('还有 {a} b', 8)]).toEqual([true, false])
  })
})
