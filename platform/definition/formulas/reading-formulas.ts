import { contextType, types, type TypeScope } from '../../expression/type.ts'
import type { Source } from '../collect.ts'
import { toPointer } from '../problem.ts'
import type { RuleContext } from '../rule.ts'
import type { ListDefinition, ReportDefinition, RolesDefinition } from '../types.ts'
import { shapeColumns } from '../shape-columns.ts'
import { siteOf, type FormulaSite } from './formula-site.ts'

/** Filters of a list are asked of the database. */
export function* listFormulas(context: RuleContext, { definition, file }: Source<ListDefinition>): Iterable<FormulaSite> {
  const scope = resourceScope(context, definition.entity)
  if (scope === undefined) return
  for (const [index, filter] of (definition.filters ?? []).entries()) {
    yield* siteOf(filter.where, { file, pointer: toPointer('/filters', index, 'where'), scope, expects: types.boolean, use: 'query' })
  }
}

/** The filter of a report is asked of the database; formulas of columns see the other columns of their row. */
export function* reportFormulas(context: RuleContext, { definition, file }: Source<ReportDefinition>): Iterable<FormulaSite> {
  const user = { user: context.types.user() }
  const parameter = contextType(context.types.fields(definition.parameters ?? []), { label: 'parameter' })
  const source = resourceScope(context, definition.from.ledger ?? definition.from.entity ?? '') ?? {}
  const lines = linesScope(context, definition)
  yield* siteOf(definition.filter, {
    file,
    pointer: '/filter',
    scope: { ...source, ...lines, ...user, parameter },
    expects: types.boolean,
    use: 'query',
  })
  for (const [index, field] of (definition.parameters ?? []).entries()) {
    yield* siteOf(field.default, {
      file,
      pointer: toPointer('/parameters', index, 'default'),
      scope: user,
      expects: context.types.field(field),
    })
  }
  const made = shapeColumns(context, definition).map((name) => [name, types.number] as const)
  const own = definition.columns.map((column) => [column.name, source[column.value ?? column.name] ?? types.any] as const)
  const columns = Object.fromEntries([...made, ...own])
  yield* siteOf(definition.keep, { file, pointer: '/keep', scope: { ...columns, parameter }, expects: types.boolean })
  for (const [index, column] of definition.columns.entries()) {
    yield* siteOf(column.formula, { file, pointer: toPointer('/columns', index, 'formula'), scope: { ...columns, parameter } })
    for (const [key, formulas] of [
      ['with', column.with],
      ['join/with', column.join?.with],
    ] as const) {
      for (const [name, formula] of Object.entries(formulas ?? {})) {
        yield* siteOf(formula, { file, pointer: toPointer('/columns', index, ...key.split('/'), name), scope: { parameter } })
      }
    }
  }
  const above: Record<string, typeof types.number> = {}
  for (const [index, row] of (definition.rows ?? []).entries()) {
    yield* siteOf(row.formula, {
      file,
      pointer: toPointer('/rows', index, 'formula'),
      scope: { ...above, parameter },
      expects: types.number,
    })
    for (const [name, formula] of Object.entries(row.of?.with ?? {})) {
      yield* siteOf(formula, { file, pointer: toPointer('/rows', index, 'of', 'with', name), scope: { parameter } })
    }
    if (row.of !== undefined || row.formula !== undefined) above[row.name] = types.number
  }
}

/** Row rules are asked of the database, with the person who reads as `user`. */
export function* roleFormulas(context: RuleContext, { definition, file }: Source<RolesDefinition>): Iterable<FormulaSite> {
  for (const [index, role] of definition.roles.entries()) {
    const days = { file, pointer: toPointer('/roles', index, 'pastDays'), scope: { user: context.types.user() }, expects: types.number }
    yield* siteOf(role.pastDays, days)
    for (const [position, grant] of role.grants.entries()) {
      const scope = resourceScope(context, grant.resource)
      if (scope === undefined) continue
      yield* siteOf(grant.rows, {
        file,
        pointer: toPointer('/roles', index, 'grants', position, 'rows'),
        scope,
        expects: types.boolean,
        use: 'query',
      })
    }
  }
}

/** What a condition on an entity or a ledger may name. */
function resourceScope(context: RuleContext, name: string): TypeScope | undefined {
  const user = { user: context.types.user() }
  const entity = context.model.entities.get(name)
  if (entity !== undefined) return { ...user, ...context.types.header(entity) }
  const ledger = context.model.ledgers.get(name)
  return ledger === undefined
    ? undefined
    : {
        ...user,
        ...context.types.dimensions(ledger),
        ...context.types.figures(ledger),
        ...context.types.attributes(ledger),
        at: types.date,
        record: types.any,
        entity: types.string,
        kind: types.string,
      }
}

function linesScope(context: RuleContext, definition: ReportDefinition): TypeScope {
  const entity = context.model.entities.get(definition.from.entity ?? '')
  const field = entity?.fields.find((candidate) => candidate.name === definition.from.lines)
  return field === undefined || entity === undefined ? {} : { [field.name]: context.types.row(field.fields ?? [], entity) }
}
