import type { TidyRule } from '../rule.ts'

/** A README is read while standing. */
const maximumLines = 40

export const readmeLength: TidyRule = {
  name: 'readme-length',
  applies: (path) => path.endsWith('/README.md'),
  check: ({ text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines > maximumLines ? [{ line: lines, message: `${lines} lines, at most ${maximumLines}` }] : []
  },
}
