import type { TidyRule } from '../rule.ts'

/** Bytes. A repository is for texts; what is large is made, or comes with a package. */
const maximumSize = 500_000
const isFont = (path: string): boolean => /\.(ttf|otf|woff2?)$/.test(path)

export const largeFile: TidyRule = {
  name: 'large-file',
  applies: (path) => !isFont(path),
  check: ({ size }) => (size > maximumSize ? [{ line: 1, message: `${size} bytes, at most ${maximumSize}` }] : []),
}
