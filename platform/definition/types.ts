/**
 * The definition language as types. Generated from `schema/*.schema.json`; do not edit by hand.
 */

/** What people see: Chinese alone, or both languages. */
export type Label = string | { zh: string; en: string }
/** `=` followed by a FEEL expression. */
export type Formula = string
/** A literal, or a formula. */
export type Value = string | number | boolean | null | unknown[]

/** Properties of every definition. `was` keeps earlier names (renames never lose data). */
export interface DefinitionBase {
  name: string
  label?: Label
  help?: Label
  was?: string[]
}

export interface TemplateDefinition extends DefinitionBase {
  kind: 'template'
  version: string
  description?: Label
  timeZone?: string
  currency?: string
  settings?: FieldDefinition[]
}

/** One field of an entity, of its lines, or of a parameter form: core properties and the options of its field type. */
export interface FieldDefinition extends DefinitionBase {
  type: string
  required?: boolean | Formula
  readOnly?: boolean | Formula
  visible?: Formula
  hidden?: boolean
  default?: Value
  /** Computed and stored at save. */
  formula?: Formula
  unique?: boolean
  index?: boolean
  placeholder?: Label
  width?: number
  /** May be changed on a posted record through `amend`. */
  amendable?: boolean
  /** Fill other fields when this reference is chosen: own field name -> formula over the chosen record (bare fields). */
  fill?: { name: string; value: Formula }[]
  /* options of field types (closed by each plugin's option schema) */
  scale?: number
  minimum?: string
  maximum?: string
  unit?: Label
  maximumLength?: number
  multiline?: boolean
  /** reference, lookup */
  entity?: string
  filter?: Formula
  /** lookup 他表字段: reference field and the field read through it; read live. */
  through?: string
  field?: string
  /** select: inline options or a dictionary. */
  options?: { name: string; label: Label; tone?: string }[]
  dictionary?: string
  multiple?: boolean
  /** lines */
  fields?: FieldDefinition[]
  limit?: number
  /** balance: a live ledger figure. */
  ledger?: string
  measure?: string
  where?: Record<string, Formula>
}

export interface RuleDefinition extends DefinitionBase {
  that: Formula
  message: Label
  /** Field the message is shown at. */
  at?: string
  /** Only judged from this moment on: `save` (default) or `submit`. */
  on?: 'save' | 'submit'
  /** Judged on every row of this lines field instead of on the header. */
  each?: string
}

export interface EntityDefinition extends DefinitionBase {
  kind: 'entity'
  /** document: draft -> submitted -> posted; master: saved only, can be disabled. */
  nature: 'document' | 'master'
  /** What a record is called in lists and look-ups; default: number, else name, else code. */
  title?: Formula
  number?: { prefix: Formula | string; digits: number; reset?: 'never' | 'year' | 'month' | 'day'; gapFree?: boolean }
  fields: FieldDefinition[]
  rules?: RuleDefinition[]
  unique?: { name: string; fields: string[]; message?: Label }[]
  indexes?: { name: string; fields: string[] }[]
  /** Fields found by search and look-ups; default: number, name, code and the title's. */
  search?: string[]
  /** Appends to the system entity of the same name (`person`, `department`). */
  extends?: 'system'
  icon?: string
}

export interface FormDefinition extends DefinitionBase {
  kind: 'form'
  entity: string
  sections: { name: string; label?: Label; columns?: number; fields: { name: string; span?: number }[] }[]
  /** Header fields shown large under the lines. */
  totals?: { name: string; inWords?: boolean }[]
}

export interface ListDefinition extends DefinitionBase {
  kind: 'list'
  entity: string
  columns: { name: string; width?: number; total?: boolean }[]
  filters?: { name: string; label?: Label; where: Formula }[]
  sort?: { name: string; direction: 'ascending' | 'descending' }[]
  pageSize?: number
}

export interface ProcessDefinition extends DefinitionBase {
  kind: 'process'
  bpmn: string
  entity?: string
  start?: 'submitted' | 'posted' | 'manual'
  elements: Record<string, ProcessElement>
}

/** Approval settings of one BPMN element (spec: approvals, section 1). */
export interface ProcessElement {
  assign?: Formula
  decide?: 'any' | 'all' | 'sequence' | 'ratio' | 'count' | 'weight' | 'random' | 'claim'
  ratio?: string
  count?: number
  edit?: string[]
  reveal?: string[]
  reject?: 'end' | 'initiator' | 'vote' | string
  empty?: 'pass' | 'reject' | 'admin' | 'superior' | 'incident' | Formula
  duplicates?: 'off' | 'consecutive' | 'once' | 'initiator'
  due?: string
  opinion?: 'optional' | 'required' | 'required-on-reject'
  evidence?: { name: string; label: Label; value: Formula }[]
  [option: string]: unknown
}

export interface DecisionDefinition extends DefinitionBase {
  kind: 'decision'
  hitPolicy: 'U' | 'A' | 'P' | 'F' | 'R' | 'O' | 'C' | 'C+' | 'C<' | 'C>' | 'C#'
  inputs: { name: string; label?: Label; value: Formula }[]
  outputs: { name: string; label?: Label; values?: string[]; default?: string }[]
  rules: { name: string; when: string[]; then: string[] }[]
}

export interface LedgerDefinition extends DefinitionBase {
  kind: 'ledger'
  /** Coordinates of a balance. `virtual` names places outside (origin and destination of moves). */
  dimensions: { name: string; label: Label; type: 'reference' | 'text' | 'date' | 'record'; entity?: string; required?: boolean; virtual?: { name: string; label: Label }[] }[]
  measures: { name: string; label: Label; type: 'number' | 'money'; scale?: number; unit?: Label }[]
  /** Never stored: computed from measures of the same coordinates, e.g. available = onHand - reserved. */
  derived?: { name: string; label: Label; value: Formula; scale?: number }[]
  /** Facts carried by entries, not coordinates (e.g. due date). */
  attributes?: { name: string; label: Label; type: string; entity?: string; scale?: number }[]
  /** Sum of every measure over all coordinates is 0: only `move` is allowed. */
  zeroSum?: boolean
  /** Judged on every line and over the whole later timeline. `over`: the dimensions the balance is grouped by. */
  assertions?: { name: string; over: string[]; that: Formula; where?: Formula; mode: 'refuse' | 'warn' | 'approve' | Formula; message: Label }[]
  costing?: { quantity: string; value: string; pool: Formula; method: Formula; inside?: Formula }
  /** The dimension that names the open item (receipts and payments settle it). */
  openItem?: string
}

export interface PostingDefinition extends DefinitionBase {
  kind: 'posting'
  entity: string
  on: 'posted' | 'submitted' | 'draft'
  at: Formula
  closed?: 'refuse' | 'first-open-day'
  when?: Formula
  entries: PostingEntry[]
}

export interface PostingEntry extends DefinitionBase {
  ledger: string
  each?: string
  when?: Formula
  /** Coordinates for `add`, `take`. */
  where?: Record<string, Value>
  /** Coordinates for `move`. */
  from?: Record<string, Value>
  to?: Record<string, Value>
  add?: Record<string, Value>
  take?: Record<string, Value>
  move?: Record<string, Value>
  return?: Record<string, Value>
  of?: Formula
  /** take: from which open coordinates, e.g. oldest open items of a party first. */
  allocate?: { order: 'oldest' | 'newest' | 'expiry' | 'specific' | 'manual'; over: string; by?: string; rest?: 'refuse' | 'open' }
  attributes?: Record<string, Value>
  [verb: string]: unknown
}

export interface ConversionDefinition extends DefinitionBase {
  kind: 'conversion'
  from: string
  to: string
  /** Offered when this holds over the source record. */
  when?: Formula
  header: Record<string, Formula>
  lines?: {
    from: string
    to: string
    /** Quantity field on the source line and on the target line; open = source - sum of live targets. */
    quantity: string
    targetQuantity?: string
    fields: Record<string, Formula>
    /** Reference from target line to source line is kept as a link. Over-fulfilment allowed up to this fraction. */
    tolerance?: Formula
  }
}

export interface ReportColumn extends DefinitionBase {
  /** A path of the source, a measure, or a formula over the grouped row. */
  value?: string
  formula?: Formula
  aggregate?: 'sum' | 'count' | 'minimum' | 'maximum' | 'average'
  group?: boolean
  total?: boolean
  type?: string
  scale?: number
  drill?: string
}

export interface ReportDefinition extends DefinitionBase {
  kind: 'report'
  /** Report shape plugin: table, balance, card (running balance), ageing, pivot ... */
  shape: string
  from: { entity?: string; lines?: string; ledger?: string }
  parameters?: FieldDefinition[]
  filter?: Formula
  columns: ReportColumn[]
  sort?: { name: string; direction: 'ascending' | 'descending' }[]
  chart?: { type: string; category: string; series: string[] }
  [option: string]: unknown
}

export interface DashboardDefinition extends DefinitionBase {
  kind: 'dashboard'
  tiles: { name: string; label?: Label; report?: string; chart?: string; width?: number; height?: number; [option: string]: unknown }[]
  roles?: string[]
}

export interface Grant {
  name: string
  /** Entity, ledger, report or process name, or `*`. */
  resource: string
  operations: string[]
  /** FEEL-Q; empty means nobody, absent means all rows. */
  rows?: Formula
  hide?: string[]
  readOnly?: string[]
}

export interface RolesDefinition extends DefinitionBase {
  kind: 'roles'
  roles: { name: string; label: Label; help?: Label; administrator?: boolean; grants: Grant[]; was?: string[] }[]
}

export interface MenuDefinition extends DefinitionBase {
  kind: 'menu'
  groups: { name: string; label: Label; icon?: string; items: { name: string; label?: Label; list?: string; report?: string; dashboard?: string; entity?: string; page?: string }[] }[]
}

export interface DictionaryDefinition extends DefinitionBase {
  kind: 'dictionary'
  items: { name: string; label: Label; tone?: string; was?: string[] }[]
}

export interface ScenarioDefinition extends DefinitionBase {
  kind: 'scenario'
  given?: ScenarioStep[]
  when: ScenarioStep[]
  then: ScenarioExpectation[]
}

/** One step in business words: a command by a person. */
export interface ScenarioStep {
  name: string
  as?: string
  on?: string
  do: string
  entity?: string
  record?: string
  values?: Record<string, unknown>
  keep?: string
  refused?: string
  [option: string]: unknown
}

export interface ScenarioExpectation {
  name: string
  record?: string
  values?: Record<string, unknown>
  ledger?: string
  where?: Record<string, unknown>
  measures?: Record<string, string>
  report?: string
  parameters?: Record<string, unknown>
  rows?: Record<string, unknown>[]
  tasks?: { as: string; count: number }
}

export interface GenericDefinition extends DefinitionBase {
  kind: 'match' | 'batch' | 'alert' | 'automation' | 'print' | 'module' | 'calendar' | 'sample' | 'guide'
  [option: string]: unknown
}

export type Definition =
  | TemplateDefinition
  | EntityDefinition
  | FormDefinition
  | ListDefinition
  | ProcessDefinition
  | DecisionDefinition
  | LedgerDefinition
  | PostingDefinition
  | ConversionDefinition
  | ReportDefinition
  | DashboardDefinition
  | RolesDefinition
  | MenuDefinition
  | DictionaryDefinition
  | ScenarioDefinition
  | GenericDefinition

export type DefinitionKind = Definition['kind']
