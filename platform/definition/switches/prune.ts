import type { Model, SwitchedOff } from '../model.ts'
import type {
  AlertDefinition,
  ConversionDefinition,
  EntityDefinition,
  FieldDefinition,
  MenuDefinition,
  PostingDefinition,
} from '../types.ts'
import type { contentsOff } from './switched-off.ts'

type Contents = ReturnType<typeof contentsOff>

/** A model without what is switched off. Entities and ledgers stay: they are closed by rights, so that nothing is lost. */
export function prune(model: Model, off: SwitchedOff, contents: Contents): Model {
  const keep = <D extends { name: string }>(kind: string, map: ReadonlyMap<string, D>): Map<string, D> =>
    new Map([...map].filter(([name]) => !off.definitions.has(`${kind}/${name}`)))
  const partsOf = (kind: string, name: string, part: 'rules' | 'entries' | 'items' | 'fields'): Set<string> =>
    new Set(contents.flatMap(([content]) => (content.kind === kind && content.definition === name ? (content[part] ?? []) : [])))
  const map = <D extends { name: string }>(definitions: Map<string, D>, change: (definition: D) => D): Map<string, D> =>
    new Map([...definitions].map(([name, definition]) => [name, change(definition)]))
  const menus = map(new Map(model.menus), (menu) => pruneMenu(menu, off, partsOf('menu', menu.name, 'items')))
  return {
    ...model,
    entities: map(new Map(model.entities), (entity) =>
      pruneEntity(entity, off.fields.get(entity.name), partsOf('entity', entity.name, 'rules')),
    ),
    forms: keep('form', model.forms),
    lists: keep('list', model.lists),
    processes: keep('process', model.processes),
    postings: map(keep('posting', model.postings), (posting) => prunePosting(posting, off, partsOf('posting', posting.name, 'entries'))),
    conversions: map(keep('conversion', model.conversions), (conversion) => pruneConversion(conversion, off.fields.get(conversion.to))),
    reports: keep('report', model.reports),
    dashboards: keep('dashboard', model.dashboards),
    alerts: map(keep('alert', model.alerts), (alert) => pruneAction(alert, off)),
    automations: keep('automation', model.automations),
    batches: keep('batch', model.batches),
    matches: keep('match', model.matches),
    settings: map(keep('settings', model.settings), (group) => {
      const gone = partsOf('settings', group.name, 'fields')
      return gone.size === 0 ? group : { ...group, fields: group.fields.filter((field) => !gone.has(field.name)) }
    }),
    menus,
    menu: menus.get(model.menu.name) ?? pruneMenu(model.menu, off, new Set()),
    others: new Map([...model.others].filter(([, other]) => !off.definitions.has(`${other.kind}/${other.name}`))),
  }
}

function pruneEntity(entity: EntityDefinition, gone: ReadonlySet<string> | undefined, rules: ReadonlySet<string>): EntityDefinition {
  if (gone === undefined && rules.size === 0) return entity
  return {
    ...entity,
    fields: gone === undefined ? entity.fields : closeFields(entity.fields, gone, ''),
    rules: entity.rules?.filter((rule) => !rules.has(rule.name)),
  }
}

/** What is off keeps its value, its default and its formula, so that others may count on it; nobody sees it or has to fill it in. */
function closeFields(fields: readonly FieldDefinition[], gone: ReadonlySet<string>, prefix: string): FieldDefinition[] {
  return fields.map((field) => {
    if (gone.has(prefix + field.name)) {
      const { required: _required, fill: _fill, ...rest } = field
      return { ...rest, hidden: true }
    }
    const kept = field.fill === undefined ? field : { ...field, fill: field.fill.filter(({ name }) => !gone.has(prefix + name)) }
    return kept.fields === undefined ? kept : { ...kept, fields: closeFields(kept.fields, gone, `${prefix}${kept.name}.`) }
  })
}

function prunePosting(posting: PostingDefinition, off: SwitchedOff, entries: ReadonlySet<string>): PostingDefinition {
  const kept = posting.entries.filter((entry) => !entries.has(entry.name) && !off.resources.has(entry.ledger))
  return kept.length === posting.entries.length ? posting : { ...posting, entries: kept }
}

function pruneConversion(conversion: ConversionDefinition, gone: ReadonlySet<string> | undefined): ConversionDefinition {
  if (gone === undefined) return conversion
  const without = <V>(formulas: Record<string, V>, prefix: string): Record<string, V> =>
    Object.fromEntries(Object.entries(formulas).filter(([name]) => !gone.has(prefix + name)))
  const { lines } = conversion
  return {
    ...conversion,
    header: without(conversion.header, ''),
    ...(lines === undefined ? {} : { lines: { ...lines, fields: without(lines.fields, `${lines.to}.`) } }),
  }
}

/** An alert stays where what it leads to is off: it has no button then. */
function pruneAction(alert: AlertDefinition, off: SwitchedOff): AlertDefinition {
  const { action, ...rest } = alert
  if (action === undefined) return alert
  const targets = [
    action.batch && `batch/${action.batch}`,
    action.conversion && `conversion/${action.conversion}`,
    action.entity && `entity/${action.entity}`,
  ]
  const isOff = [...targets, action.report && `report/${action.report}`].some(
    (target) => target !== undefined && off.definitions.has(target),
  )
  return isOff ? rest : alert
}

function pruneMenu(menu: MenuDefinition, off: SwitchedOff, items: ReadonlySet<string>): MenuDefinition {
  const isOff = (kind: string, name: string | undefined): boolean => name !== undefined && off.definitions.has(`${kind}/${name}`)
  const groups = menu.groups
    .filter((group) => !items.has(group.name))
    .map((group) => ({
      ...group,
      items: group.items.filter(
        (item) =>
          !items.has(`${group.name}/${item.name}`) &&
          !isOff('list', item.list) &&
          !isOff('report', item.report) &&
          !isOff('dashboard', item.dashboard) &&
          !isOff('entity', item.entity),
      ),
    }))
  return { ...menu, groups: groups.filter((group) => group.items.length > 0) }
}
