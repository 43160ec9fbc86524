import type { Model } from '@formwork/platform/definition/model.ts'
import type {
  DashboardDefinition,
  EntityDefinition,
  FieldDefinition,
  FormDefinition,
  ListDefinition,
  ProcessDefinition,
  ReportDefinition,
} from '@formwork/platform/definition/types.ts'
import { authorityOf, type Authority } from '../engine/permission/authority.ts'
import { isOffered } from './is-offered.ts'
import { menusOf } from './menus-of.ts'
import { pickedSteps } from './picked-steps.ts'
import { printsOf } from './print/prints-of.ts'
import type { Query, QueryContext } from './query.ts'
import { visibleColumns } from './visible-columns.ts'

/** What the reader may see of the current release: no hidden field, no foreign entity, no menu item that leads nowhere. */
export const definitions: Query = {
  name: 'definitions',
  cost: 'point',
  run(context: QueryContext): Promise<unknown> {
    const { model, organisation, actor } = context
    const rights = { model, organisation, actor }
    const authority = authorityOf(model, organisation, actor)
    const visible = (entity: string): boolean => authority.may('view', entity)
    const entities = [...model.entities.values()].filter((entity) => visible(entity.name))
    const reports = [...model.reports.values()].filter((report) => maySeeReport(authority, report, model.reports))
    const isNothing = ({ optional, report }: { optional?: boolean; report: string }): boolean =>
      optional === true && context.model.switches?.off.definitions.has(`report/${report}`) === true
    const mayJoin = (name: string): boolean => reports.some((report) => report.name === name)
    const offered = reports.filter((report) => isOffered(context, report))
    const lists = [...model.lists.values()].filter((list) => visible(list.entity)).map((list) => withoutHiddenColumns(authority, list))
    const dashboards = [...model.dashboards.values()].flatMap((each) => readableDashboard(authority, each, actor.roles, offered))
    return Promise.resolve({
      release: model.release,
      template: model.template,
      entities: entities.map((entity) => describeEntity(authority, entity)),
      forms: [...model.forms.values()].filter((form) => visible(form.entity)).map((form) => withoutHiddenFields(authority, form)),
      lists,
      reports: offered.map((report) => ({
        ...report,
        columns: visibleColumns(rights, report, (join) => isNothing(join) || mayJoin(join.report)),
      })),
      dashboards,
      prints: printsOf(model)
        .filter((print) => (print.entity === undefined ? reports.some(({ name }) => name === print.report) : visible(print.entity)))
        .map(({ kind, name, label, entity, report }) => ({ kind, name, label, entity, report })),
      guides: [...model.others.values()].flatMap((each) =>
        each.kind === 'guide' ? [{ name: each.name, label: each.label, help: each.help, steps: each.steps }] : [],
      ),
      alerts: [...model.alerts.values()].map(({ name, label }) => ({ name, label })),
      dictionaries: [...model.dictionaries.values()],
      conversions: [...model.conversions.values()].filter((each) => visible(each.from) && visible(each.to)),
      batches: [...model.batches.values()].flatMap((each) =>
        each.update === undefined &&
        offered.some(({ name }) => name === each.report) &&
        authority.may('create', each.entity) &&
        !isOff(model, each.name)
          ? [{ name: each.name, label: each.label, help: each.help, report: each.report, entity: each.entity }]
          : [],
      ),
      processes: [...model.processes.values()].map((each) => describeProcess(model, each)),
      roles: model.roles.roles.map(({ name, label }) => ({ name, label })),
      ...menusOf(context, { lists, reports: offered, entities, dashboards }),
    })
  },
}

const isOff = (model: Model, batch: string): boolean => model.switches?.off.definitions.has(`batch/${batch}`) === true

function describeProcess(model: Model, process: ProcessDefinition): unknown {
  const { kind, name, label, entity } = process
  const picks = pickedSteps(model, process)
  return { kind, name, label, entity, ...(picks.length === 0 ? {} : { picks }) }
}

/** Operations a client may want to offer. */
const OPERATIONS = ['view', 'create', 'edit', 'delete', 'merge', 'submit', 'void', 'import', 'export', 'print', 'share', 'convert'] as const

/** What a reader with these rights may see of an entity, and what he may do with it. */
export function describeEntity(authority: Authority, entity: EntityDefinition): EntityDefinition & { operations: string[] } {
  const { hidden, readOnly } = authority.fields(entity.name)
  return {
    ...entity,
    fields: visibleFields(entity.fields, hidden, readOnly, ''),
    rules: entity.rules?.filter((rule) => !mentionsAny(rule.that, hidden)),
    search: entity.search?.filter((name) => !hidden.has(name)),
    unique: entity.unique?.filter((group) => !group.fields.some((name) => hidden.has(name))),
    operations: OPERATIONS.filter((operation) => authority.may(operation, entity.name)),
  }
}

function visibleFields(
  fields: FieldDefinition[],
  hidden: ReadonlySet<string>,
  readOnly: ReadonlySet<string>,
  prefix: string,
): FieldDefinition[] {
  return fields
    .filter((field) => !hidden.has(prefix + field.name))
    .map((field) => {
      const nested =
        field.fields === undefined ? field : { ...field, fields: visibleFields(field.fields, hidden, readOnly, `${prefix}${field.name}.`) }
      return readOnly.has(prefix + field.name) ? { ...nested, readOnly: true } : nested
    })
}

/** A rule's text must not tell the name of what its reader may not see; the server judges it all the same. */
function mentionsAny(text: string, hidden: ReadonlySet<string>): boolean {
  for (const path of hidden) if (text.includes(path.slice(path.lastIndexOf('.') + 1))) return true
  return false
}

/** A form without what a reader with these rights may not see. */
export function withoutHiddenFields(authority: Authority, form: FormDefinition): FormDefinition {
  const { hidden } = authority.fields(form.entity)
  const sections = form.sections
    .filter((section) => section.related === undefined || authority.may('view', section.related.entity))
    .map((section) => ({ ...section, fields: section.fields.filter((field) => !hidden.has(field.name)) }))
  return { ...form, sections, totals: form.totals?.filter((total) => !hidden.has(total.name)) }
}

function withoutHiddenColumns(authority: Authority, list: ListDefinition): ListDefinition {
  const { hidden } = authority.fields(list.entity)
  return { ...list, columns: list.columns.filter((column) => !hidden.has(column.name)) }
}

/** A statement has no source of its own: one line that may be seen is enough. */
function maySeeReport(authority: Authority, report: ReportDefinition, reports: ReadonlyMap<string, ReportDefinition>): boolean {
  if (authority.may('view', report.name)) return true
  const source = report.from.ledger ?? report.from.entity
  if (source !== undefined) {
    return [source, ...(report.from.also ?? []).map(({ entity }) => entity)].some((each) => authority.may('view', each))
  }
  return (report.rows ?? []).some(({ of }) => {
    const other = of === undefined ? undefined : reports.get(of.report)
    return other !== undefined && other.rows === undefined && maySeeReport(authority, other, reports)
  })
}

/** A dashboard of somebody else's role is not there, nor a tile of what the reader may not see. */
function readableDashboard(
  authority: Authority,
  dashboard: DashboardDefinition,
  roles: readonly string[],
  reports: readonly ReportDefinition[],
): DashboardDefinition[] {
  const isMine = dashboard.roles === undefined || dashboard.roles.some((role) => roles.includes(role))
  if (!isMine && !authority.may('view', dashboard.name)) return []
  const tiles = dashboard.tiles.filter(
    (tile) =>
      (tile.report === undefined || reports.some(({ name }) => name === tile.report)) &&
      (tile.list === undefined || authority.may('view', tile.list)),
  )
  return tiles.length === 0 ? [] : [{ ...dashboard, tiles }]
}
