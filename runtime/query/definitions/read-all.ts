import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import { readDefinition } from '@formwork/platform/definition/read-definition.ts'

/** The files with the definitions that can be read from them. */
export function readAll(files: readonly DefinitionFile[]): DefinitionFile[] {
  return files.map((file) => ({ ...file, definition: file.definition ?? readDefinition(file).definition }))
}
