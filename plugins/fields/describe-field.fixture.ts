import { describe, expect, it } from 'vitest'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { catalogue } from '@formwork/platform/error/index.ts'
import type { FieldType } from '@formwork/platform/plugin/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'

export interface FieldCases {
  /** Options, what comes over the wire, what goes back (default: the same), what a Chinese list shows. */
  accepts: [options: Partial<FieldDefinition>, given: unknown, json?: unknown, shown?: string][]
  refuses: [options: Partial<FieldDefinition>, given: unknown, code: string][]
}

/** The cases that every field type must pass: refusals are of the catalogue, and what is stored reads back as the same. */
export function describeField(fieldType: FieldType, cases: FieldCases): void {
  const define = (options: Partial<FieldDefinition>): FieldDefinition => ({ name: 'x', label: '示例', type: fieldType.name, ...options })

  describe(`field type ${fieldType.name}`, () => {
    it.each(cases.accepts)('%j takes %j', (options, given, json = given, shown) => {
      const field = define(options)
      const checked = fieldType.check(given, field)
      expect(checked.problem).toBeUndefined()
      expect(fieldType.toJson(checked.value, field)).toEqual(json)
      const again = fieldType.check(fieldType.toJson(checked.value, field), field)
      expect(again.problem).toBeUndefined()
      expect(fieldType.toJson(again.value, field)).toEqual(json)
      if (shown !== undefined) expect(fieldType.format(checked.value, field, 'zh')).toBe(shown)
    })

    it.each(cases.refuses)('%j refuses %j: %s', (options, given, code) => {
      const { problem } = fieldType.check(given, define(options))
      expect(problem?.code).toBe(code)
      expect(Object.keys(catalogue)).toContain(code)
    })

    it('refuses values of every other kind without failing', () => {
      const strange: unknown[] = [
        {},
        [],
        [[]],
        true,
        'x'.repeat(200_000),
        '\u0000',
        Number.NaN,
        1e300,
        Decimal.parse('1e300'),
        { toString: 1 },
        Symbol.iterator,
        () => 1,
      ]
      for (const value of strange) expect(() => fieldType.check(value, define({}))).not.toThrow()
    })
  })
}
