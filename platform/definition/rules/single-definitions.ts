import { finding, type Rule } from '../rule.ts'

/** There is one template, one set of roles and one menu. */
export const singleDefinitions: Rule = {
  name: 'single-definitions',
  *check({ collection }) {
    for (const kind of ['template', 'roles', 'menu'] as const) {
      const [, ...further] = collection.of(kind).values()
      for (const { file } of further) {
        yield finding(file, '/kind', 'duplicate-definition', { zh: `“${kind}”只能有一份`, en: `there may be only one "${kind}"` })
      }
    }
  },
}
