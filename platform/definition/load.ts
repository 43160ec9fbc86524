import type { Registry } from '../plugin/index.ts'
import { collect } from './collect.ts'
import { link } from './link.ts'
import type { DefinitionFile, Model } from './model.ts'
import { hasErrors, type Problem } from './problem.ts'
import { readDefinition } from './read-definition.ts'

export interface LoadedDefinitions {
  /** Absent when there is any problem of severity `error`. */
  model?: Model
  problems: Problem[]
}

/**
 * Reads, validates, links and checks all files of a template or workspace. Pure; never throws for what is written in
 * the files. `release` numbers the model (0: a working copy).
 */
export function loadDefinitions(files: readonly DefinitionFile[], registry: Registry, options: { release?: number } = {}): LoadedDefinitions {
  const problems: Problem[] = []
  const read = files.map((file) => {
    const result = readDefinition(file)
    problems.push(...result.problems)
    return { path: file.path, text: file.text, definition: result.definition }
  })
  const { collection, problems: collectionProblems } = collect(read)
  problems.push(...collectionProblems)
  const linked = link(collection, read, options.release ?? 0)
  problems.push(...linked.problems)
  return { model: hasErrors(problems) ? undefined : linked.model, problems }
}
