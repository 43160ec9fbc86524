import { isFormula } from '../formulas/formula-site.ts'
import { finding, type Rule } from '../rule.ts'

/** Numbers that start again need a prefix that changes with the period: else the second period repeats the first. */
export const numbering: Rule = {
  name: 'numbering',
  *check({ collection }) {
    for (const { definition, file } of collection.of('entity').values()) {
      const { number } = definition
      if (number === undefined || (number.reset ?? 'never') === 'never' || isFormula(number.prefix)) continue
      const message = {
        zh: `编号每${{ year: '年', month: '月', day: '天' }[number.reset as 'year' | 'month' | 'day']}重新开始,但前缀固定,编号会重复`,
        en: `numbers start again every ${number.reset} although the prefix stays the same: they would repeat`,
      }
      yield finding(file, '/number/prefix', 'numbers-repeat', message)
    }
  },
}
