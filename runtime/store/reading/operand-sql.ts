import type { Operand } from '@formwork/platform/expression/predicate.ts'
import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import type { ReadingEnvironment } from './environment.ts'
import type { SourceColumn } from './source.ts'

/** A side of a comparison that is known before the query runs, in inside form; null is FEEL's null. */
export interface KnownValue {
  readonly value: unknown
}

export function isColumn(side: SourceColumn | KnownValue): side is SourceColumn {
  return 'sql' in side
}

/** A path becomes a column, everything else a value. */
export function readOperand(
  operand: Operand,
  column: (path: readonly string[]) => SourceColumn,
  environment: ReadingEnvironment,
): SourceColumn | KnownValue {
  if ('path' in operand) return column(operand.path)
  if ('user' in operand) return { value: environment.user(operand.user) ?? null }
  if ('parameter' in operand) return { value: environment.parameter(operand.parameter) ?? null }
  if ('today' in operand) return { value: environment.today.addDays(operand.addDays ?? 0) }
  if ('number' in operand) return { value: Decimal.parse(operand.number) }
  if ('date' in operand) return { value: CalendarDate.parse(operand.date) }
  if ('dateTime' in operand) return { value: DateTime.parse(operand.dateTime) }
  return { value: operand.constant }
}
