import type { EntityDefinition, FieldDefinition, ListDefinition } from '@formwork/platform/definition/types.ts'
import { fieldType, isNumeric } from '../fields/faces.ts'
import { shownField } from '../fields/shown-field.ts'
import { i18n, labelText } from '../i18n/index.ts'

/** A column of a list: a field, or one of what every record has. */
export interface ListColumn {
  name: string
  label: string
  field: FieldDefinition
  isNumber: boolean
  isStatus: boolean
  /** The column that names the record and opens it. */
  isTitle: boolean
  width?: number
  hasTotal: boolean
  maySort: boolean
}

const SYSTEM: Record<string, string> = { number: 'text', status: 'status', title: 'text', createdAt: 'date-time', createdBy: 'text' }

/** The columns of a list definition (live ledger figures are read with one record, not with a list); an entity without a list shows its first fields. */
export function listColumns(
  entity: EntityDefinition,
  list: ListDefinition | undefined,
  findEntity: (name: string) => EntityDefinition | undefined,
  chosen?: readonly { name: string; width?: number }[],
): ListColumn[] {
  const defined = list?.columns ?? usualColumns(entity)
  const totals = new Set(defined.filter((column) => column.total === true).map(({ name }) => name))
  const wanted = chosen?.map((column) => ({ ...column, total: totals.has(column.name) || isSummed(entity, column.name) })) ?? defined
  const columns = wanted.flatMap((column) => {
    const field = fieldOf(entity, column.name, findEntity)
    if (field === undefined || field.type === 'balance') return []
    const isLive = fieldType(entity.fields.find((own) => own.name === column.name)?.type ?? 'text').live === true
    return [
      {
        name: column.name,
        label: labelText(field.label, column.name),
        field,
        isNumber: isNumeric(field.type),
        isStatus: field.type === 'status',
        isTitle: false,
        width: column.width,
        hasTotal: column.total === true,
        maySort: !isLive && column.name !== 'title',
      },
    ]
  })
  const title = columns.find((column) => ['number', 'title', 'code', 'name'].includes(column.name)) ?? columns[0]
  return columns.map((column) => ({ ...column, isTitle: column === title }))
}

/** Money that a person has put into the list is added up like that of its definition. */
const isSummed = (entity: EntityDefinition, name: string): boolean =>
  entity.fields.some((field) => field.name === name && field.type === 'money')

/** Every column that a person may choose, those of the definition first. */
export function possibleColumns(
  entity: EntityDefinition,
  list: ListDefinition | undefined,
  findEntity: (name: string) => EntityDefinition | undefined,
): ListColumn[] {
  const defined = list?.columns ?? usualColumns(entity)
  const own = entity.fields.filter((field) => field.type !== 'lines' && field.hidden !== true).map(({ name }) => ({ name }))
  const system = [...(entity.number === undefined ? [] : ['number']), 'status', 'createdAt', 'createdBy'].map((name) => ({ name }))
  const all = [...defined, ...own, ...system].filter((column, index, each) => each.findIndex(({ name }) => name === column.name) === index)
  return listColumns(entity, undefined, findEntity, all)
}

const MOST_USUAL = 7

function usualColumns(entity: EntityDefinition): { name: string; width?: number; total?: boolean }[] {
  const fields = entity.fields
    .filter((field) => field.type !== 'lines' && field.type !== 'long-text' && field.hidden !== true)
    .slice(0, MOST_USUAL)
  const own = fields.map(({ name }) => ({ name }))
  return entity.nature === 'document' ? [{ name: 'number' }, ...own, { name: 'status' }] : own
}

function fieldOf(
  entity: EntityDefinition,
  name: string,
  findEntity: (name: string) => EntityDefinition | undefined,
): FieldDefinition | undefined {
  const own = entity.fields.find((field) => field.name === name)
  if (own !== undefined) return shownField(own, entity.fields, findEntity)
  const type = SYSTEM[name]
  return type === undefined ? undefined : { name, type, label: i18n.global.t(`column.${name}`) }
}
