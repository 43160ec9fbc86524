import type { EntityDefinition, FieldDefinition, FormDefinition, ListDefinition } from '@formwork/platform/definition/types.ts'
import type { Content, Operation, Segments } from '../../workspace/operation.ts'

/** Where a field stands: in the header, or in the lines of this name. */
export interface FieldPlace {
  readonly field: string
  readonly lines?: string
}

export interface OpenEntity {
  readonly path: string
  readonly entity: EntityDefinition
  readonly form?: { readonly path: string; readonly form: FormDefinition }
  readonly lists: readonly { readonly path: string; readonly list: ListDefinition }[]
}

const asContent = (value: unknown): Content => value as Content

export function fieldsAt(entity: EntityDefinition, lines?: string): readonly FieldDefinition[] {
  return lines === undefined ? entity.fields : (entity.fields.find((field) => field.name === lines)?.fields ?? [])
}

export function findField(entity: EntityDefinition, { field, lines }: FieldPlace): FieldDefinition | undefined {
  return fieldsAt(entity, lines).find((candidate) => candidate.name === field)
}

/** Path of a list of fields inside the entity's file. */
export function listSegments(entity: EntityDefinition, lines?: string): Segments {
  if (lines === undefined) return ['fields']
  return ['fields', entity.fields.findIndex((field) => field.name === lines), 'fields']
}

export function fieldSegments(entity: EntityDefinition, place: FieldPlace): Segments {
  return [...listSegments(entity, place.lines), fieldsAt(entity, place.lines).findIndex((field) => field.name === place.field)]
}

/** A new field after another one (at the end without one), in the entity and, for the header, in its form. */
export function addField(
  open: OpenEntity,
  field: FieldDefinition,
  options: { lines?: string; after?: string; section?: string },
): Operation[] {
  const { entity, form, path } = open
  const fields = fieldsAt(entity, options.lines)
  const position = fields.findIndex((candidate) => candidate.name === options.after)
  const at = [...listSegments(entity, options.lines), position < 0 ? fields.length : position + 1]
  const insert: Operation = { do: 'insert', file: path, at, value: asContent(field) }
  if (options.lines !== undefined || form === undefined) return [insert]
  return [insert, ...placeInForm(form, field.name, options)]
}

/** Into the section that was chosen, behind the chosen field; else at the end of the first section. */
export function placeInForm(
  form: NonNullable<OpenEntity['form']>,
  name: string,
  options: { after?: string; section?: string },
): Operation[] {
  const { sections } = form.form
  const holding = sections.findIndex((section) => section.fields.some((field) => field.name === options.after))
  const named = sections.findIndex((section) => section.name === options.section)
  const section = named >= 0 ? named : holding >= 0 ? holding : 0
  const target = sections[section]
  if (target === undefined) return []
  const position = target.fields.findIndex((field) => field.name === options.after)
  return [
    {
      do: 'insert',
      file: form.path,
      at: ['sections', section, 'fields', position < 0 ? target.fields.length : position + 1],
      value: { name },
    },
  ]
}

/** Out of the form alone: the field and its data stay. */
export function takeFromForm(form: NonNullable<OpenEntity['form']>, name: string): Operation[] {
  return form.form.sections.flatMap((section, index): Operation[] => {
    const position = section.fields.findIndex((field) => field.name === name)
    return position < 0 ? [] : [{ do: 'remove', file: form.path, at: ['sections', index, 'fields', position] }]
  })
}

/** The field, and with it its places in forms, lists and the search, which mean nothing without it. */
export function deleteField(open: OpenEntity, place: FieldPlace): Operation[] {
  const { entity, form, path } = open
  const operations: Operation[] = []
  if (place.lines === undefined) {
    if (form !== undefined) {
      operations.push(...takeFromForm(form, place.field), ...removeNamed(form.path, ['totals'], form.form.totals, place.field))
    }
    for (const { path: file, list } of open.lists) {
      if (list.columns.length > 1) operations.push(...removeNamed(file, ['columns'], list.columns, place.field))
      operations.push(...removeNamed(file, ['sort'], list.sort, place.field))
    }
    const searched = entity.search?.indexOf(place.field) ?? -1
    if (searched >= 0) operations.push({ do: 'remove', file: path, at: ['search', searched] })
  }
  return [...operations, { do: 'remove', file: path, at: fieldSegments(entity, place) }]
}

function removeNamed(file: string, at: Segments, elements: readonly { name: string }[] | undefined, name: string): Operation[] {
  const position = elements?.findIndex((element) => element.name === name) ?? -1
  return position < 0 ? [] : [{ do: 'remove', file, at: [...at, position] }]
}

/** One element of a list to another position, as one step; the position is the one it has afterwards. */
export function moveElement(file: string, list: Segments, elements: readonly unknown[], from: number, to: number): Operation[] {
  const target = Math.max(0, Math.min(elements.length - 1, to))
  if (from === target || elements[from] === undefined) return []
  return [
    { do: 'remove', file, at: [...list, from] },
    { do: 'insert', file, at: [...list, target], value: asContent(elements[from]) },
  ]
}

/** A form field to a place in another section, or in its own. */
export function moveInForm(form: NonNullable<OpenEntity['form']>, name: string, section: number, position: number): Operation[] {
  const from = form.form.sections.findIndex((candidate) => candidate.fields.some((field) => field.name === name))
  const source = form.form.sections[from]
  if (source === undefined || form.form.sections[section] === undefined) return []
  const index = source.fields.findIndex((field) => field.name === name)
  const behind = from === section && position > index ? position - 1 : position
  if (from === section) return moveElement(form.path, ['sections', from, 'fields'], source.fields, index, behind)
  const target = Math.max(0, Math.min(form.form.sections[section]!.fields.length, behind))
  return [
    { do: 'remove', file: form.path, at: ['sections', from, 'fields', index] },
    { do: 'insert', file: form.path, at: ['sections', section, 'fields', target], value: asContent(source.fields[index]) },
  ]
}
