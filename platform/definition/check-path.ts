import { suggestion } from './suggestion.ts'
import { findLinePath, findPath, type FoundPath } from './find-field.ts'
import { problemFromError, toPointer, type Problem } from './problem.ts'
import type { RuleContext } from './rule.ts'
import type { EntityDefinition, FieldDefinition } from './types.ts'

/** A path as written in a file, checked from an entity; nothing when the entity itself is unknown (another rule says so). */
export function* checkPath(
  context: RuleContext,
  entity: EntityDefinition | undefined,
  path: string,
  file: string,
  pointer: string,
): Iterable<Problem> {
  if (entity !== undefined) yield* explain(findPath(context.model, entity, path.split('.')), file, pointer)
}

/** The same from the fields of lines. */
export function* checkLinePath(
  context: RuleContext,
  fields: readonly FieldDefinition[],
  path: string,
  file: string,
  pointer: string,
): Iterable<Problem> {
  yield* explain(findLinePath(context.model, fields, path.split('.')), file, pointer)
}

export function* checkNames(names: readonly string[], known: readonly string[], file: string, pointer: string): Iterable<Problem> {
  for (const [index, name] of names.entries()) if (!known.includes(name)) yield unknownName(name, known, file, toPointer(pointer, index))
}

export function unknownName(name: string, known: Iterable<string>, file: string, pointer: string): Problem {
  return problemFromError(file, { code: 'unknown-name', parameters: { name, suggestion: suggestion(name, known) } }, pointer)
}

function* explain(found: FoundPath, file: string, pointer: string): Iterable<Problem> {
  if (found.unknown !== undefined) yield unknownName(found.unknown, found.candidates, file, pointer)
}
