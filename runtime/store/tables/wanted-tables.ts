import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { ColumnKind } from '@formwork/platform/plugin/contracts/field-type.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { headerColumns, lineColumns } from './entity-table.ts'

/** A column that the model asks for; `path` names it in the name history. */
export interface WantedColumn {
  readonly path: string
  readonly field: string
  readonly kind: Exclude<ColumnKind, 'none'>
  readonly scale: number
  readonly reference?: string
  /** Paths it had before renames (under its owner's present name), latest first. */
  readonly was: readonly string[]
}

/** An index by the fields it covers; `number` and other system columns by their header names. */
export interface WantedIndex {
  readonly path: string
  readonly fields: readonly string[]
  readonly unique: boolean
  /** Only records under way (drafts and submitted ones): those that have ended cost it nothing. */
  readonly underWay?: boolean
}

export interface WantedTable {
  readonly path: string
  readonly entity: string
  /** Set on tables of lines: path of the header's table. */
  readonly header?: string
  readonly was: readonly string[]
  readonly columns: readonly WantedColumn[]
  readonly indexes: readonly WantedIndex[]
}

/** Every table that the entities of a model need: one a header, one a lines field. Errors: `unknown-plugin`. */
export function wantedTables(model: Model, registry: Registry): WantedTable[] {
  return [...model.entities.values()].flatMap((entity) => tablesOf(entity, registry))
}

function tablesOf(entity: EntityDefinition, registry: Registry): WantedTable[] {
  const header: WantedTable = {
    path: entity.name,
    entity: entity.name,
    was: (entity.was ?? []).toReversed(),
    columns: columnsOf(entity.fields, entity.name, registry),
    indexes: headerIndexes(entity),
  }
  const lines = entity.fields.filter(isLines).map((field): WantedTable => {
    const path = `${entity.name}/${field.name}`
    const indexed = (field.fields ?? []).filter((column) => column.index === true)
    return {
      path,
      entity: entity.name,
      header: entity.name,
      was: formerPaths(entity.name, field),
      columns: columnsOf(field.fields ?? [], path, registry),
      indexes: indexed.map((column) => ({ path: `${path}#${column.name}`, fields: [column.name, lineColumns.record], unique: false })),
    }
  })
  return [header, ...lines]
}

function isLines(field: FieldDefinition): boolean {
  return field.type === 'lines'
}

function columnsOf(fields: readonly FieldDefinition[], owner: string, registry: Registry): WantedColumn[] {
  return fields.flatMap((field) => {
    const column = requireContribution(registry, 'fields', field.type).column(field)
    if (column.kind === 'none') return []
    const scale = column.kind === 'decimal' ? (column.scale ?? 0) : 0
    return [
      {
        path: `${owner}/${field.name}`,
        field: field.name,
        kind: column.kind,
        scale,
        reference: column.reference,
        was: formerPaths(owner, field),
      },
    ]
  })
}

function formerPaths(owner: string, field: FieldDefinition): string[] {
  return (field.was ?? []).toReversed().map((name) => `${owner}/${name}`)
}

function headerIndexes(entity: EntityDefinition): WantedIndex[] {
  const index = (name: string, fields: readonly string[], unique: boolean): WantedIndex => ({
    path: `${entity.name}#${name}`,
    fields,
    unique,
  })
  const stored = entity.fields.filter((field) => !isLines(field))
  return [
    index('number', [headerColumns.number], true),
    ...(entity.nature === 'document' ? [{ ...index('under-way', [headerColumns.status], false), underWay: true }] : []),
    ...stored.filter((field) => field.unique === true).map((field) => index(`unique:${field.name}`, [field.name], true)),
    ...stored
      .filter((field) => field.index === true && field.unique !== true)
      .map((field) => index(`index:${field.name}`, [field.name], false)),
    ...(entity.unique ?? []).map((group) => index(`unique-group:${group.name}`, group.fields, true)),
    ...(entity.indexes ?? []).map((group) => index(`index-group:${group.name}`, group.fields, false)),
  ]
}
