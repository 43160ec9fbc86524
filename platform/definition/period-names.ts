import type { FieldDefinition } from './types.ts'

/** The two parameters that bound a period, by name. */
export interface PeriodNames {
  readonly from: string
  readonly to: string
}

/** The parameters that bound a period: those that a definition names, else `from` and `to`, where both are dates. */
export function periodNames(fields: readonly FieldDefinition[], named: PeriodNames = { from: 'from', to: 'to' }): PeriodNames | undefined {
  const isDate = (name: string): boolean => fields.some((field) => field.name === name && field.type === 'date')
  return isDate(named.from) && isDate(named.to) ? named : undefined
}
