import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { CalendarDate, DateTime, Decimal } from '@formwork/platform/value/index.ts'
import type { FieldPlan } from './field-plan.ts'
import { RecordContext } from './record-context.ts'

/** What the field may hold of this value; undefined when it is of another type. */
export function toInside(field: FieldPlan, value: FeelValue): unknown {
  if (field.target !== undefined) return toReference(field, value)
  if (field.multiple) return Array.isArray(value) ? value : [value]
  switch (field.kind) {
    case 'decimal':
      return value instanceof Decimal ? value.round(field.scale, 'half-up') : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'date':
      return value instanceof CalendarDate ? value : undefined
    case 'date-time':
      return value instanceof DateTime ? value : undefined
    case 'text':
      return typeof value === 'string' ? value : undefined
    default:
      return value
  }
}

function toReference(field: FieldPlan, value: FeelValue): unknown {
  if (field.multiple) {
    const contexts = (Array.isArray(value) ? value : [value]) as FeelValue[]
    return contexts.every((each) => each instanceof RecordContext && RecordContext.entityOf(each) === field.target)
      ? contexts.map((each) => RecordContext.idOf(each as RecordContext))
      : undefined
  }
  return value instanceof RecordContext && RecordContext.entityOf(value) === field.target ? RecordContext.idOf(value) : undefined
}
