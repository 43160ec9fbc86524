import type { FieldDefinition } from '@formwork/platform/definition/types.ts'

/** Comparisons that the builder offers, as FEEL writes them. */
export const comparisons = ['=', '!=', '>', '>=', '<', '<=', 'filled'] as const
export type Comparison = (typeof comparisons)[number]

/**
 * A comparison of a field with what was typed, as a formula. Text is quoted, dates become literals, numbers stay as they
 * are. Undefined when the typed value does not fit the field.
 */
export function conditionText(field: FieldDefinition, feelType: string, comparison: Comparison, typed: string): string | undefined {
  if (comparison === 'filled') return `=${field.name} != null`
  const literal = literalOf(feelType, typed.trim())
  return literal === undefined ? undefined : `=${field.name} ${comparison} ${literal}`
}

function literalOf(feelType: string, typed: string): string | undefined {
  if (feelType === 'number') return /^-?\d+(\.\d+)?$/.test(typed.replaceAll(',', '')) ? typed.replaceAll(',', '') : undefined
  if (feelType === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(typed) ? `@"${typed}"` : undefined
  if (feelType === 'boolean') return typed === 'true' || typed === 'false' ? typed : undefined
  if (feelType === 'string') return typed === '' ? undefined : JSON.stringify(typed)
  return undefined
}
