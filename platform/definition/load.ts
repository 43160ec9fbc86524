import type { Registry } from '../plugin/index.ts'
import { collect, type Collection } from './collect.ts'
import { link } from './link.ts'
import type { DefinitionFile, Model } from './model.ts'
import { hasErrors, type Problem } from './problem.ts'
import { readDefinition } from './read-definition.ts'
import { rules } from './rules/index.ts'
import { validateDefinition } from './schema/validate-definition.ts'
import { TypeBook } from './type-book.ts'

export interface LoadOptions {
  /** Numbers the model; 0 is a working copy. */
  release?: number
  /** The files were checked when they were published: they are only read and linked. */
  isChecked?: boolean
}

export interface LoadedDefinitions {
  /** Absent when there is any problem of severity `error`. */
  model?: Model
  problems: Problem[]
}

/**
 * Reads, validates, links and checks all files of a template or workspace. Pure; never throws for what is written in
 * the files.
 */
export function loadDefinitions(files: readonly DefinitionFile[], registry: Registry, options: LoadOptions = {}): LoadedDefinitions {
  const problems: Problem[] = []
  const read = files.map((file) => {
    const result = readDefinition(file)
    problems.push(...result.problems)
    const findings = result.definition === undefined || options.isChecked === true ? [] : validateDefinition(result.definition, registry)
    problems.push(...findings.map((finding) => ({ ...finding, severity: 'error' as const, file: file.path })))
    return { path: file.path, text: file.text, definition: findings.length === 0 ? result.definition : undefined }
  })
  const { collection, problems: collectionProblems } = collect(read)
  problems.push(...collectionProblems)
  const linked = link(collection, read, options.release ?? 0)
  problems.push(...linked.problems)
  if (linked.model !== undefined && options.isChecked !== true && !hasErrors(problems)) {
    problems.push(...checkRules(linked.model, collection, registry))
  }
  return { model: hasErrors(problems) ? undefined : linked.model, problems }
}

/** All rules over a model that is linked; nothing stops at the first finding. */
function checkRules(model: Model, collection: Collection, registry: Registry): Problem[] {
  const context = { model, collection, registry, types: new TypeBook(model, registry) }
  return rules.flatMap((rule) => [...rule.check(context)])
}
