import { nameFor } from '../workspace/label.ts'

/** Kinds that can be made from nothing, in the order of the list. Reports and processes have dialogs of their own. */
export const starterKinds = [
  'entity',
  'dashboard',
  'dictionary',
  'ledger',
  'posting',
  'alert',
  'automation',
  'print',
  'menu',
  'calendar',
  'scenario',
  'sample',
] as const
export type StarterKind = (typeof starterKinds)[number]

export interface Start {
  readonly kind: StarterKind
  readonly label: string
  /** The object that it is about, where it is about one. */
  readonly entity: string
  readonly ledger: string
  readonly report: string
  readonly taken: readonly string[]
  /** Words of the first elements, in the language of the screen. */
  readonly words: Readonly<Record<'name' | 'first' | 'number' | 'title', string>>
}

/** What a kind cannot be made without. */
export const needs: Readonly<Partial<Record<StarterKind, 'entity' | 'report'>>> = {
  posting: 'entity',
  alert: 'entity',
  automation: 'entity',
  print: 'entity',
  dashboard: 'report',
  scenario: 'entity',
  sample: 'entity',
}

const FOLDERS: Readonly<Record<StarterKind, string>> = {
  entity: '',
  dashboard: 'dashboards/',
  dictionary: 'dictionaries/',
  ledger: 'ledgers/',
  posting: 'postings/',
  alert: 'alerts/',
  automation: 'automations/',
  print: 'prints/',
  menu: 'menus/',
  calendar: 'calendars/',
  scenario: 'scenarios/',
  sample: 'samples/',
}

/** The files of a new definition, so that it holds together from its first moment. */
export function startDefinition(start: Start): { path: string; definition: Record<string, unknown> }[] {
  const { kind, label, taken } = start
  const name = nameFor(label, taken, kind)
  const definition = { kind, name, label, ...beginnings[kind](start) }
  if (kind !== 'entity') return [{ path: `${FOLDERS[kind]}${name}.json`, definition }]
  const list = { kind: 'list', name, label, entity: name, columns: [{ name: 'name' }] }
  return [
    { path: `${name}/entity.json`, definition },
    { path: `${name}/list.json`, definition: list },
  ]
}

const beginnings: Readonly<Record<StarterKind, (start: Start) => Record<string, unknown>>> = {
  entity: ({ words }) => ({
    nature: 'master',
    title: '=name',
    fields: [{ name: 'name', label: words.name, type: 'text', required: true }],
  }),
  dashboard: ({ report, words }) => ({ tiles: [{ name: 'first', label: words.first, report, type: 'table', width: 6, height: 4 }] }),
  dictionary: ({ words }) => ({ items: [{ name: 'first', label: words.first }] }),
  ledger: ({ entity, words }) => ({
    dimensions: [{ name: 'what', label: words.name, ...(entity === '' ? { type: 'text' } : { type: 'reference', entity }) }],
    measures: [{ name: 'quantity', label: words.number, type: 'number', scale: 2 }],
  }),
  posting: ({ entity, ledger }) => ({
    entity,
    on: 'posted',
    at: '=record.createdAt',
    closed: 'refuse',
    entries: [{ name: 'first', ledger, where: {}, add: {} }],
  }),
  alert: ({ entity, label }) => ({ on: { entity }, when: '=false', severity: 'warning', message: label }),
  automation: ({ entity, label }) => ({
    on: { event: 'record.submitted', entity },
    actions: [{ name: 'notify', do: 'notify', message: label, to: {} }],
  }),
  print: ({ entity, words }) => ({
    entity,
    page: { size: 'A4' },
    sections: [
      { name: 'title', type: 'heading', text: words.title },
      { name: 'fields', type: 'fields', columns: 2, fields: [] },
      { name: 'sign', type: 'signatures', fields: [] },
    ],
  }),
  menu: ({ words }) => ({ groups: [{ name: 'first', label: words.first, items: [] }] }),
  calendar: () => ({}),
  scenario: ({ entity }) => ({ when: [firstStep(entity)], then: [{ name: 'result1', record: `${entity}-1`, entries: 0 }] }),
  sample: ({ entity }) => ({ steps: [firstStep(entity)] }),
}

/** Somebody makes a record; later steps know it by the name under which it is kept. */
const firstStep = (entity: string) => ({ name: 'step1', do: 'save', entity, values: {}, keep: `${entity}-1` })
