import { isFormula } from '../formulas/formula-site.ts'
import { finding, type Rule } from '../rule.ts'
import type { EntityDefinition } from '../types.ts'

/**
 * Numbers that start again need a prefix that changes with the period: else the second period repeats the first.
 * A field that gets the number is a text that may be left empty.
 */
export const numbering: Rule = {
  name: 'numbering',
  *check({ collection }) {
    for (const { definition, file } of collection.of('entity').values()) {
      const { number } = definition
      if (number?.field !== undefined && !mayBeDrawn(definition, number.field)) {
        const message = {
          zh: `编号写入的“${number.field}”须是本对象的非必填文本字段`,
          en: `"${number.field}", which gets the number, must be a text field of this entity that is not required`,
        }
        yield finding(file, '/number/field', 'number-field', message)
      }
      if (number === undefined || (number.reset ?? 'never') === 'never' || isFormula(number.prefix)) continue
      const message = {
        zh: `编号每${{ year: '年', month: '月', day: '天' }[number.reset as 'year' | 'month' | 'day']}重新开始，但前缀固定，编号会重复`,
        en: `numbers start again every ${number.reset} although the prefix stays the same: they would repeat`,
      }
      yield finding(file, '/number/prefix', 'numbers-repeat', message)
    }
  },
}

function mayBeDrawn(definition: EntityDefinition, name: string): boolean {
  const field = definition.fields.find((candidate) => candidate.name === name)
  return field?.type === 'text' && field.required === undefined && field.formula === undefined
}
