import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import type { Problem } from '@formwork/platform/definition/problem.ts'
import { readDefinition } from '@formwork/platform/definition/read-definition.ts'
import type { Definition } from '@formwork/platform/definition/types.ts'
import { describePlace } from './describe-place.ts'
import { isAboutMissing, messageOf, type GoneFields } from './gone-fields.ts'

/** A finding as designers get it: `place` says in words where it stands. */
export interface ProblemJson {
  severity: 'error' | 'warning'
  code: string
  message: string
  file: string
  pointer: string
  place: string
  /** Of a formula: where in its text, behind the `=`. */
  position?: { readonly from: number; readonly to: number }
}

/** `findGone`: fields that are missing now, which are called as people called them. */
export function problemsToJson(
  problems: readonly Problem[],
  files: readonly DefinitionFile[],
  language: 'zh' | 'en',
  findGone: () => GoneFields = () => new Map(),
): ProblemJson[] {
  const gone: GoneFields = problems.some(isAboutMissing) ? findGone() : new Map()
  const known = new Map<string, Definition | undefined>()
  const definitionOf = (path: string): Definition | undefined => {
    const file = files.find((candidate) => candidate.path === path)
    if (!known.has(path)) known.set(path, file === undefined ? undefined : readDefinition(file).definition)
    return known.get(path)
  }
  return problems.map((problem) => {
    const { severity, code, file, pointer, position } = problem
    const definition = definitionOf(file)
    return {
      severity,
      code,
      message: messageOf(problem, gone)[language],
      file,
      pointer,
      place: definition === undefined ? file : describePlace(definition, pointer, language, gone),
      ...(position === undefined ? {} : { position }),
    }
  })
}
