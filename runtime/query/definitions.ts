import type {
  Definition,
  EntityDefinition,
  FieldDefinition,
  FormDefinition,
  ListDefinition,
  MenuDefinition,
  ReportDefinition,
} from '@formwork/platform/definition/types.ts'
import { authorityOf, type Authority } from '../engine/permission/authority.ts'
import type { Query, QueryContext } from './query.ts'

/** What the reader may see of the current release: no hidden field, no foreign entity, no menu item that leads nowhere. */
export const definitions: Query = {
  name: 'definitions',
  cost: 'point',
  run({ model, organisation, actor }: QueryContext): Promise<unknown> {
    const authority = authorityOf(model, organisation, actor)
    const visible = (entity: string): boolean => authority.may('view', entity)
    const entities = [...model.entities.values()].filter((entity) => visible(entity.name))
    const reports = [...model.reports.values()].filter((report) => maySeeReport(authority, report))
    const lists = [...model.lists.values()].filter((list) => visible(list.entity)).map((list) => withoutHiddenColumns(authority, list))
    return Promise.resolve({
      release: model.release,
      template: model.template,
      entities: entities.map((entity) => describeEntity(authority, entity)),
      forms: [...model.forms.values()].filter((form) => visible(form.entity)).map((form) => withoutHiddenFields(authority, form)),
      lists,
      reports: reports.map((report) => withoutHiddenMeasures(authority, report)),
      dashboards: [...model.dashboards.values()],
      dictionaries: [...model.dictionaries.values()],
      conversions: [...model.conversions.values()].filter((each) => visible(each.from) && visible(each.to)),
      processes: [...model.processes.values()].map(({ kind, name, label, entity }) => ({ kind, name, label, entity })),
      roles: model.roles.roles.map(({ name, label }) => ({ name, label })),
      menu: readableMenu(model.menu, { lists, reports, entities, dashboards: [...model.dashboards.values()] }),
    })
  },
}

/** Operations a client may want to offer. */
const OPERATIONS = ['view', 'create', 'edit', 'delete', 'submit', 'void', 'import', 'export', 'print'] as const

function describeEntity(authority: Authority, entity: EntityDefinition): EntityDefinition & { operations: string[] } {
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

function withoutHiddenFields(authority: Authority, form: FormDefinition): FormDefinition {
  const { hidden } = authority.fields(form.entity)
  const sections = form.sections.map((section) => ({ ...section, fields: section.fields.filter((field) => !hidden.has(field.name)) }))
  return { ...form, sections, totals: form.totals?.filter((total) => !hidden.has(total.name)) }
}

function withoutHiddenColumns(authority: Authority, list: ListDefinition): ListDefinition {
  const { hidden } = authority.fields(list.entity)
  return { ...list, columns: list.columns.filter((column) => !hidden.has(column.name)) }
}

function maySeeReport(authority: Authority, report: ReportDefinition): boolean {
  const source = report.from.ledger ?? report.from.entity
  return authority.may('view', report.name) || (source !== undefined && authority.may('view', source))
}

function withoutHiddenMeasures(authority: Authority, report: ReportDefinition): ReportDefinition {
  const source = report.from.ledger ?? report.from.entity
  if (source === undefined) return report
  const { hidden } = authority.fields(source)
  return { ...report, columns: report.columns.filter((column) => column.value === undefined || !hidden.has(column.value)) }
}

function readableMenu(
  menu: MenuDefinition,
  readable: Record<'lists' | 'reports' | 'entities' | 'dashboards', Definition[]>,
): MenuDefinition {
  const has = (kind: keyof typeof readable, name: string): boolean => readable[kind].some((definition) => definition.name === name)
  const groups = menu.groups.map((group) => ({
    ...group,
    items: group.items.filter((item) => {
      if (item.list !== undefined) return has('lists', item.list)
      if (item.report !== undefined) return has('reports', item.report)
      if (item.dashboard !== undefined) return has('dashboards', item.dashboard)
      if (item.entity !== undefined) return has('entities', item.entity)
      return true
    }),
  }))
  return { ...menu, groups: groups.filter((group) => group.items.length > 0) }
}
