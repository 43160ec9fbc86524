import { describeFieldError, type ErrorCode } from '@formwork/platform/error/index.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { FieldType } from '@formwork/platform/plugin/contracts/field-type.ts'
import { currentLanguage } from '../i18n/index.ts'
import { fieldType, isNumeric } from './faces.ts'

/** JSON form to inside form; what is refused comes back in words. */
export function toInside(json: unknown, field: FieldDefinition): { value: unknown } | { problem: string } {
  if (json === null || json === undefined || json === '') return { value: null }
  const checked = fieldType(field.type).check(json, field)
  if (checked.problem === undefined) return { value: checked.value }
  const parameters = { label: field.label ?? field.name, ...checked.problem.parameters }
  return { problem: describeFieldError({ code: checked.problem.code as ErrorCode, parameters }, currentLanguage()).message }
}

/** What the server sent, without judging it again: limits may have become narrower since it was stored. */
export function fromServer(json: unknown, field: FieldDefinition): unknown {
  if (json === null || json === undefined) return null
  const checked = readingType(field).check(json, {
    ...field,
    scale: readingScale(field),
    minimum: undefined,
    maximum: undefined,
    maximumLength: undefined,
  })
  return checked.problem === undefined ? checked.value : json
}

/** A live figure is refused as input, but read like the number that it is. */
function readingType(field: FieldDefinition): FieldType {
  return fieldType(isLiveFigure(field) ? 'number' : field.type)
}

const isLiveFigure = (field: FieldDefinition): boolean => fieldType(field.type).live === true && isNumeric(field.type)

/** Counts have no digits. */
const readingScale = (field: FieldDefinition): number | undefined =>
  isLiveFigure(field) ? (field.aggregate === 'count' ? 0 : (field.scale ?? 2)) : field.scale

export function toJson(value: unknown, field: FieldDefinition): unknown {
  return value === null || value === undefined ? null : fieldType(field.type).toJson(value, field)
}

/** A value in words, as lists and cells show it. */
export function formatInside(value: unknown, field: FieldDefinition, title?: string): string {
  if (value === null || value === undefined) return ''
  if (title !== undefined) return title
  try {
    return fieldType(field.type).format(value, field, currentLanguage())
  } catch {
    return String(value)
  }
}

/** The same for a value as the server sends it. */
export function formatJson(json: unknown, field: FieldDefinition, title?: string): string {
  return json === null || json === undefined ? '' : formatInside(fromServer(json, field), field, title)
}
