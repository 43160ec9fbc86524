import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { toQuery } from '@formwork/platform/expression/index.ts'
import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'
import { Decimal, formatId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { aggregateRecords } from '../store/reading/aggregate-records.ts'
import { authorizeRead } from './authorize.ts'
import { hidesPath } from './hides-path.ts'
import type { QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'

type RollUpField = FieldDefinition & { entity: string; through: string; aggregate: NonNullable<FieldDefinition['aggregate']> }

/** Roll-ups of an entity that the reader may see: not hidden themselves, nor what they count, read and filter by. */
export function readableRollUps(context: QueryContext, entity: EntityDefinition, hidden: ReadonlySet<string>): RollUpField[] {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  return entity.fields.filter((field): field is RollUpField => {
    const { entity: over, through, aggregate } = field
    if (field.type !== 'roll-up' || hidden.has(field.name)) return false
    if (over === undefined || through === undefined || aggregate === undefined || !authority.may('view', over)) return false
    const read = [[through], ...(field.field === undefined ? [] : [[field.field]]), ...pathsOf(filterOf(field))]
    return !read.some((path) => hidesPath(context, over, path))
  })
}

/** Their figures for one record, as decimals in the field's scale; without any record a count is 0, and everything else is absent. */
export async function rollUpsOf(context: QueryContext, fields: readonly RollUpField[], id: number): Promise<Record<string, string>> {
  const figures: Record<string, string> = {}
  for (const field of fields) {
    const figure = await readFigure(context, field, id)
    if (figure !== null) figures[field.name] = figure.toString()
  }
  return figures
}

async function readFigure(context: QueryContext, field: RollUpField, id: number): Promise<Decimal | null> {
  const own: Predicate = { compare: '=', left: { path: [field.through] }, right: { constant: formatId(id) } }
  const counted = [field.aggregate === 'count' ? 'id' : (field.field ?? 'id')]
  const wanted = field.aggregate === 'average' ? (['sum', 'count'] as const) : ([field.aggregate] as const)
  const read = {
    name: field.name,
    of: 'records' as const,
    group: [],
    measures: wanted.map((aggregate) => ({ name: aggregate, path: counted, aggregate })),
    where: [own, ...filterOf(field)],
  }
  const [row] = await aggregateRecords(readingSource(context), authorizeRead(context, field.entity), read, undefined, 1)
  const scale = field.scale ?? 2
  if (field.aggregate === 'count') return decimalOf(row?.count) ?? Decimal.of(0)
  if (field.aggregate !== 'average') return decimalOf(row?.[field.aggregate])?.round(scale) ?? null
  const count = decimalOf(row?.count)
  return count === null || count.isZero() ? null : (decimalOf(row?.sum)?.divide(count).round(scale) ?? null)
}

const decimalOf = (value: unknown): Decimal | null => (value instanceof Decimal ? value : null)

const filterOf = (field: FieldDefinition): Predicate[] => (field.filter === undefined ? [] : [toQuery(field.filter.replace(/^=/, ''))])

function pathsOf(predicates: readonly Predicate[]): (readonly string[])[] {
  return predicates.flatMap((predicate) => {
    if ('not' in predicate) return pathsOf([predicate.not])
    if ('all' in predicate) return pathsOf(predicate.all)
    if ('any' in predicate) return pathsOf(predicate.any)
    return operandsOf(predicate).flatMap((operand) => ('path' in operand ? [operand.path] : []))
  })
}

function operandsOf(predicate: Predicate): readonly Operand[] {
  if ('compare' in predicate) return [predicate.left, predicate.right]
  if ('in' in predicate) return [predicate.in, ...predicate.list]
  if ('isNull' in predicate) return [predicate.isNull]
  return 'text' in predicate ? [predicate.value, predicate.search] : []
}
