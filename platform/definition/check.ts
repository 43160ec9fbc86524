import type { Registry } from '../plugin/index.ts'
import { checkDiagrams } from './check-diagrams.ts'
import { loadDefinitions, type LoadedDefinitions } from './load.ts'
import type { DefinitionFile } from './model.ts'
import { hasErrors } from './problem.ts'

/**
 * What a publish and `formwork check` ask: everything that `loadDefinitions` finds, and what the diagrams of processes
 * hold. Reading a diagram waits, therefore this is the only check that is asynchronous.
 */
export async function checkDefinitions(
  files: readonly DefinitionFile[],
  registry: Registry,
  options: { release?: number } = {},
): Promise<LoadedDefinitions> {
  const loaded = loadDefinitions(files, registry, options)
  if (loaded.model === undefined) return loaded
  const problems = [...loaded.problems, ...(await checkDiagrams(loaded.model, registry))]
  return { model: hasErrors(problems) ? undefined : loaded.model, problems }
}
