import { finding, type Rule } from '../rule.ts'

/** There is one template and one set of roles; a profile may bring a menu of its own. */
export const singleDefinitions: Rule = {
  name: 'single-definitions',
  *check({ collection }) {
    for (const kind of ['template', 'roles'] as const) {
      const [, ...further] = collection.of(kind).values()
      for (const { file } of further) {
        yield finding(file, '/kind', 'duplicate-definition', { zh: `“${kind}”只能有一份`, en: `there may be only one "${kind}"` })
      }
    }
  },
}
