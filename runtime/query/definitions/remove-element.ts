import type { DefinitionFile } from '@formwork/platform/definition/model.ts'
import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'

export interface UsesRequest {
  readonly kind: string
  readonly name: string
  /** A field of the entity (`lines.price` of its lines); absent: the definition as a whole. */
  readonly field?: string
}

/** The files without something, and where it stood. */
export interface Removal {
  readonly files: DefinitionFile[]
  readonly file: string
  /** Pointer of the list that lost an element, and its position there. */
  readonly list?: string
  readonly index?: number
}

/** Undefined when there is no such definition or field. */
export function removeElement(files: readonly DefinitionFile[], { kind, name, field }: UsesRequest): Removal | undefined {
  const owner = files.find(({ definition }) => definition?.kind === kind && definition.name === name)
  if (owner === undefined) return undefined
  const others = files.filter((file) => file !== owner)
  if (field === undefined) return { files: others, file: owner.path }
  if (kind !== 'entity') return undefined
  const entity = structuredClone(owner.definition) as EntityDefinition
  const found = findField(entity.fields, field.split('.'), '')
  if (found === undefined) return undefined
  found.fields.splice(found.index, 1)
  return { files: [...others, { path: owner.path, text: JSON.stringify(entity) }], file: owner.path, list: found.list, index: found.index }
}

function findField(
  fields: FieldDefinition[],
  [first, ...rest]: string[],
  pointer: string,
): { fields: FieldDefinition[]; list: string; index: number } | undefined {
  const index = fields.findIndex((field) => field.name === first)
  if (index < 0) return undefined
  const list = `${pointer}/fields`
  return rest.length === 0 ? { fields, list, index } : findField(fields[index]!.fields ?? [], rest, `${list}/${index}`)
}
