import type { TidyRule } from '../rule.ts'

/** A README is read while standing; the table of what a template covers is looked up, so its rows do not count. */
const maximumLines = 40

export const readmeLength: TidyRule = {
  name: 'readme-length',
  applies: (path) => path.endsWith('/README.md'),
  check: ({ path, text }) => {
    const lines = text
      .trimEnd()
      .split('\n')
      .filter((line) => !(path.startsWith('templates/') && /^\| \d+ \|/.test(line))).length
    return lines > maximumLines ? [{ line: lines, message: `${lines} lines, at most ${maximumLines}` }] : []
  },
}
