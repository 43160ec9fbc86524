import type { TidyRule } from '../rule.ts'

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/
const document = /^[A-Z]+(-[A-Z]+)*\.md$|^LICENSE$|^\.[a-z]+[a-z.]*$/
const empty = /^(utils?|helpers?|common|misc|managers?|stuff|shared|lib)$/

/** kebab-case, named after what the file exports; never after nothing in particular. */
export const fileNames: TidyRule = {
  name: 'file-names',
  applies: () => true,
  check: ({ path }) => {
    const names = path.split('/')
    const unclear = names.filter((name) => empty.test(name.replace(/\..*/, '')))
    const wrong = names.filter((name) => !kebabCase.test(name) && !document.test(name))
    return [
      ...unclear.map((name) => ({ line: 1, message: `"${name}" says nothing: name it after its concept` })),
      ...wrong.map((name) => ({ line: 1, message: `"${name}" is not kebab-case` })),
    ]
  },
}
