import { formatDefinition } from '@formwork/platform/definition/format.ts'
import type { Definition } from '@formwork/platform/definition/types.ts'
import type { Registry } from '@formwork/platform/plugin/index.ts'
import { parseJsonObject } from '@formwork/platform/value/index.ts'
import type { Content } from './operation.ts'

export function isJsonPath(path: string): boolean {
  return path.endsWith('.json')
}

/** What is edited of a file: the definition of a `.json` file, the text of another. Errors: those of the JSON reader. */
export function readContent(path: string, text: string): Content {
  return isJsonPath(path) ? (parseJsonObject(text, { numbers: 'integer' }) as Content) : text
}

/**
 * The text of an edited file. `origin` is the text that it was opened with: a file whose content is what it was keeps its
 * bytes, however they were written; everything else is written in the canonical format.
 */
export function textOfContent(
  path: string,
  content: Content,
  origin: { text: string; content: Content } | undefined,
  registry: Registry,
): string {
  if (content === origin?.content) return origin.text
  if (!isJsonPath(path)) return String(content)
  const text = formatDefinition(content as unknown as Definition, registry)
  if (origin === undefined) return text
  return text === formatDefinition(origin.content as unknown as Definition, registry) ? origin.text : text
}
