import { finding, type Rule } from '../rule.ts'

/**
 * Master data alone are merged, and not the people and departments that rights are made of; the fields in which both must
 * agree are fields of the entity.
 */
export const merging: Rule = {
  name: 'merging',
  *check({ collection }) {
    for (const { definition, file } of collection.of('entity').values()) {
      const { merge, nature, fields, extends: base } = definition
      if (merge === undefined) continue
      if (nature !== 'master' || base === 'system') {
        const message = {
          zh: '只有资料可以合并，单据、人员和部门不可以',
          en: 'only master data are merged, not documents, people or departments',
        }
        yield finding(file, '/merge', 'merge-not-possible', message)
      }
      for (const [index, name] of (merge.same ?? []).entries()) {
        if (fields.some((field) => field.name === name && field.type !== 'lines')) continue
        yield finding(file, `/merge/same/${index}`, 'unknown-name', { zh: `没有字段“${name}”`, en: `There is no field "${name}"` })
      }
    }
  },
}
