import { catalogue, renderMessage, type FieldError } from '../error/index.ts'

export type ProblemSeverity = 'error' | 'warning'

/** One finding about definitions: where it stands and what it says, in both languages. */
export interface Problem {
  severity: ProblemSeverity
  /** Code of the error catalogue, or the stable name of a lint rule's finding. */
  code: string
  message: { zh: string; en: string }
  /** Path of the file inside the template or workspace. */
  file: string
  /** JSON pointer into the file (RFC 6901); empty for the whole file. */
  pointer: string
  /** Of a formula: where in its text, counted in UTF-16 units behind the `=`. */
  position?: { readonly from: number; readonly to: number }
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** `file#pointer: message`, one line. */
export function describeProblem(problem: Problem, language: 'zh' | 'en'): string {
  const place = problem.pointer === '' ? problem.file : `${problem.file}#${problem.pointer}`
  return `${place}: ${problem.message[language]}`
}

/** A finding of the error catalogue as a problem of a file; its path becomes the pointer. */
export function problemFromError(file: string, error: FieldError, pointer?: string): Problem {
  const parameters = error.parameters ?? {}
  const entry = catalogue[error.code]
  return {
    severity: 'error',
    code: error.code,
    message: { zh: renderMessage(entry.zh, parameters, 'zh'), en: renderMessage(entry.en, parameters, 'en') },
    file,
    pointer: pointer ?? (error.path === undefined ? '' : `/${error.path}`),
  }
}

/** `toPointer('/fields', 3, 'name')` is `/fields/3/name`. */
export function toPointer(base: string, ...segments: readonly (string | number)[]): string {
  return segments.reduce<string>((pointer, segment) => `${pointer}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`, base)
}
