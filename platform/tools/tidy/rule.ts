/** A tracked text file, as tidy rules see it. */
export interface TidyFile {
  /** Path from the root of the repository, with forward slashes. */
  path: string
  text: string
  /** Size in bytes. */
  size: number
}

export interface Finding {
  line: number
  message: string
}

/** One habit of the house. `applies` chooses files by path; `check` names what is wrong in one of them. */
export interface TidyRule {
  name: string
  applies: (path: string) => boolean
  check: (file: TidyFile) => Finding[]
}

export const isTest = (path: string): boolean => /\.(test|fixture)\.ts$|^runtime\/e2e\/|^runtime\/store\/contract\//.test(path)
export const isCode = (path: string): boolean => /\.(ts|mjs|js|vue|css|html)$/.test(path)
export const isGenerated = (path: string): boolean => path === 'platform/definition/types.ts' || path === 'package-lock.json'
export const isTidy = (path: string): boolean => path.startsWith('platform/tools/tidy/')

/** A finding for each line that matches. */
export function findLines(text: string, pattern: RegExp, message: (match: string) => string): Finding[] {
  return text.split('\n').flatMap((content, index) => {
    const match = pattern.exec(content)
    return match ? [{ line: index + 1, message: message(match[0]) }] : []
  })
}
