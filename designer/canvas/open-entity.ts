import type { Definition, EntityDefinition, FormDefinition, ListDefinition } from '@formwork/platform/definition/types.ts'
import type { OpenEntity } from './entity/field-edits.ts'

type Found = readonly { readonly path: string; readonly definition: Definition }[]

/** An entity with its form and its lists; undefined for what cannot be drawn as one. */
export function openEntity(definitions: Found, path: string | undefined): OpenEntity | undefined {
  const entity = definitions.find((found) => found.path === path)?.definition
  if (entity?.kind !== 'entity' || !Array.isArray(entity.fields)) return undefined
  const form = definitions.find(
    ({ definition }) => definition.kind === 'form' && definition.entity === entity.name && Array.isArray(definition.sections),
  )
  const lists = definitions.filter(
    ({ definition }) => definition.kind === 'list' && definition.entity === entity.name && Array.isArray(definition.columns),
  )
  return {
    path: path!,
    entity: entity as EntityDefinition,
    form: form === undefined ? undefined : { path: form.path, form: form.definition as FormDefinition },
    lists: lists.map((list) => ({ path: list.path, list: list.definition as ListDefinition })),
  }
}
