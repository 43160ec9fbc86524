import type { ReportDefinition } from '@formwork/platform/definition/types.ts'
import type { Operand, Predicate } from '@formwork/platform/expression/predicate.ts'
import type { ReportRead } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { hidesPath } from './hides-path.ts'
import type { QueryContext } from './query.ts'

type Rights = Pick<QueryContext, 'model' | 'organisation' | 'actor'>
type Path = readonly string[]

/** Records that a report is made over, and how what it reads is called there. */
export interface RecordsOfReport {
  readonly entity: string
  readonly pathOf: (path: Path) => Path
}

/**
 * The kinds of records beside the first that its reader may see: of the others he sees no rows, as of any rows that are not his,
 * and what belongs to a module that is off is not there.
 */
export function furtherRecords(context: Rights, { from }: ReportDefinition): RecordsOfReport[] {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  return (from.also ?? [])
    .filter(({ entity }) => authority.may('view', entity) && context.model.switches?.off.resources.has(entity) !== true)
    .map(({ entity, fields = {} }) => ({ entity, pathOf: ([first = '', ...rest]) => [fields[first] ?? first, ...rest] }))
}

/** Whether a path of a report meets what is hidden from its reader, in any of the records that are read for him. */
export function hidesInReport(context: Rights, report: ReportDefinition, path: Path): boolean {
  const source = report.from.ledger ?? report.from.entity
  if (source === undefined) return false
  return (
    hidesPath(context, source, path) || furtherRecords(context, report).some((each) => hidesPath(context, each.entity, each.pathOf(path)))
  )
}

/** A question to the store in the names of other records. */
export function askedOf({ pathOf }: RecordsOfReport, read: ReportRead): ReportRead {
  return {
    ...read,
    group: read.group.map((each) => ({ ...each, path: pathOf(each.path) })),
    measures: read.measures.map((each) => ({ ...each, path: pathOf(each.path) })),
    where: read.where.map((each) => renamed(each, pathOf)),
    latest: read.latest === undefined ? undefined : pathOf(read.latest),
  }
}

function renamed(predicate: Predicate, pathOf: (path: Path) => Path): Predicate {
  const operand = (side: Operand): Operand => ('path' in side ? { path: [...pathOf(side.path)] } : side)
  if ('all' in predicate) return { all: predicate.all.map((each) => renamed(each, pathOf)) }
  if ('any' in predicate) return { any: predicate.any.map((each) => renamed(each, pathOf)) }
  if ('not' in predicate) return { not: renamed(predicate.not, pathOf) }
  if ('compare' in predicate) return { ...predicate, left: operand(predicate.left), right: operand(predicate.right) }
  if ('in' in predicate) return { ...predicate, in: operand(predicate.in), list: predicate.list.map(operand) }
  if ('isNull' in predicate) return { ...predicate, isNull: operand(predicate.isNull) }
  if ('text' in predicate) return { ...predicate, value: operand(predicate.value), search: operand(predicate.search) }
  return predicate
}
