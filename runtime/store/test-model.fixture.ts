import type { Model } from '@formwork/platform/definition/model.ts'
import type { EntityDefinition } from '@formwork/platform/definition/types.ts'

/** A model of these entities and nothing else: for tests of the tables alone. */
export function modelOf(entities: readonly EntityDefinition[], release = 1): Model {
  return {
    release,
    files: [],
    template: { kind: 'template', name: 'test', version: '1' },
    entities: new Map(entities.map((entity) => [entity.name, entity])),
    forms: new Map(),
    lists: new Map(),
    processes: new Map(),
    bpmn: new Map(),
    decisions: new Map(),
    ledgers: new Map(),
    postings: new Map(),
    conversions: new Map(),
    reports: new Map(),
    dashboards: new Map(),
    dictionaries: new Map(),
    roles: { kind: 'roles', name: 'roles', roles: [] },
    menu: { kind: 'menu', name: 'menu', groups: [] },
    scenarios: new Map(),
    others: new Map(),
    menus: new Map(),
    alerts: new Map(),
    automations: new Map(),
    batches: new Map(),
    matches: new Map(),
    modules: new Map(),
    profiles: new Map(),
    settings: new Map(),
  }
}

/** A master entity, a document with lines that refers to it, and a name of Chinese characters alone. */
export const testEntities: readonly EntityDefinition[] = [
  {
    kind: 'entity',
    name: 'item',
    nature: 'master',
    fields: [
      { name: 'code', type: 'text', unique: true },
      { name: 'name', type: 'text', index: true },
      { name: 'parent', type: 'reference', entity: 'item' },
    ],
  },
  {
    kind: 'entity',
    name: 'receipt',
    nature: 'document',
    fields: [
      { name: 'date', type: 'date', index: true },
      { name: 'item', type: 'reference', entity: 'item' },
      { name: 'urgent', type: 'switch' },
      { name: 'total', type: 'money' },
      { name: 'checked', type: 'date-time' },
      { name: 'tags', type: 'select', multiple: true, options: [] },
      {
        name: 'lines',
        type: 'lines',
        fields: [
          { name: 'item', type: 'reference', entity: 'item' },
          { name: 'quantity', type: 'number', scale: 3 },
          { name: 'price', type: 'number', scale: 6 },
          { name: 'note', type: 'text' },
        ],
      },
    ],
    unique: [{ name: 'once-a-day', fields: ['date', 'item'] }],
  },
  {
    kind: 'entity',
    name: '单据',
    nature: 'master',
    fields: [
      { name: '名称', type: 'text' },
      { name: '数量', type: 'number', scale: 0 },
    ],
  },
]
