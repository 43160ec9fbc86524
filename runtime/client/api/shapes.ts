import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type {
  ConversionDefinition,
  DashboardDefinition,
  DictionaryDefinition,
  EntityDefinition,
  FieldDefinition,
  FormDefinition,
  GuideDefinition,
  ListDefinition,
  PrintDefinition,
  ProcessDefinition,
  ReportDefinition,
} from '@formwork/platform/definition/types.ts'
import type { OfferedBatches } from './batch-shapes.ts'
import type { OfferedMenus } from './menu-shapes.ts'

/** The JSON of the REST surface (ADR 0002): decimals and ids are strings, dates ISO text. */
export interface Session {
  person: { id: string; name: string; login: string; department: string | null; roles: { name: string; label: LocalizedText }[] }
  language: 'zh' | 'en'
  template: { name: string; label?: LocalizedText; version: string }
  /** What the people of the workspace call it. */
  title?: string | null
  currency: string
  timeZone: string
  release: number
  /** The password was given for one time: nothing else is possible before it is changed. */
  mustChangePassword?: boolean
  /** May change settings and modules. */
  mayConfigure?: boolean
  /** May close the next period of the books. */
  mayClosePeriods?: boolean
  /** Sees the designer. */
  mayDesign?: boolean
}

export interface DemoLogin {
  login: string
  password?: string
  name: string
  roles?: string[]
  label?: LocalizedText
}

export type VisibleEntity = EntityDefinition & { operations?: string[] }

export interface Definitions extends OfferedBatches, OfferedMenus {
  release: number
  template: { name: string; label?: LocalizedText; currency?: string; timeZone?: string }
  entities: VisibleEntity[]
  forms: FormDefinition[]
  lists: ListDefinition[]
  reports: ReportDefinition[]
  dashboards: DashboardDefinition[]
  prints: Pick<PrintDefinition, 'name' | 'label' | 'entity' | 'report'>[]
  guides?: GuideData[]
  /** Rules that may raise alerts. */
  alerts?: { name: string; label?: LocalizedText }[]
  dictionaries: DictionaryDefinition[]
  conversions: ConversionDefinition[]
  processes: (ProcessDefinition & { picks?: PickedStep[] })[]
}

export type JsonValues = Record<string, unknown>
export type Titles = Record<string, string>

export interface RowData {
  id: string
  version: number
  status: string
  outcome?: string | null
  number?: string | null
  title: string
  values: JsonValues
  titles?: Titles
  createdAt?: number
  createdBy?: string | null
  updatedAt?: number
  updatedBy?: string | null
}

export interface LineData {
  id: string
  values: JsonValues
  titles?: Titles
}

export interface RecordData extends RowData {
  lines: Record<string, LineData[]>
  operations: string[]
  /** What its rules let pass. */
  exceptions?: { name: string; size: string; message: LocalizedText; reason: string | null; person: string | null }[]
  /** Live ledger figures by field name. */
  balances?: JsonValues
  conversions?: { name: string; label?: LocalizedText; to?: string; aside?: boolean }[]
  process?: { instance?: string; status: string; seats: ProcessSeat[]; urgeable?: string[]; mine?: string }
}

export interface ProcessSeat {
  node: { id: string; label?: LocalizedText } | string
  person?: string | { id: string; name: string }
  status: string
  verdict?: string | null
  /** The reader added this person and may take him away again: the seat. */
  removable?: string
}

export interface ListPage {
  rows: RowData[]
  next?: string
  count?: { value: number; capped: boolean }
  totals?: JsonValues
}

/** A step of a process whose people whoever submits has to name. */
export interface PickedStep {
  name: string
  label: string
  least: number
  most: number
}

export interface LookupRow {
  id: string
  title: string
  code?: string
  /** What stands beside it, as far as the reader may see it. */
  values?: JsonValues
}

export interface TimelineEntry {
  at: string | number
  person?: string | { id: string; name: string } | null
  action: string
  node?: string | { id: string; label?: LocalizedText } | null
  opinion?: string | null
  changes?: { field: string; before: unknown; after: unknown }[]
}

export type LineChange =
  | { do: 'insert'; ref?: string; before?: string; values: JsonValues }
  | { do: 'update'; id: string; values: JsonValues }
  | { do: 'remove'; id: string }
  | { do: 'move'; id: string; before: string | null }

export interface RecordChanges {
  values?: JsonValues
  lines?: Record<string, LineChange[]>
}

export interface SaveBody {
  entity: string
  id?: string
  version?: number
  changes?: RecordChanges
}

export interface SaveAnswer {
  id: string
  version: number
  number?: string | null
  status: string
  lines?: Record<string, string>
}

export interface PreviewAnswer {
  values: JsonValues
  lines: Record<string, { id?: string; ref?: string; values: JsonValues; titles?: Titles }[]>
  titles?: Titles
  problems: { code: string; message: string; path?: string }[]
}

export interface ReportColumnData {
  name: string
  label: LocalizedText
  type: string
  scale?: number
  entity?: string
  options?: FieldDefinition['options']
  unit?: LocalizedText
  drill?: string
  total?: boolean
  formula?: string
  /** Columns of a pivot stand under one head. */
  head?: LocalizedText
}

export interface ReportData {
  columns: ReportColumnData[]
  rows: (JsonValues & { opening?: boolean; subtotal?: boolean })[]
  totals: Record<string, string>
  /** Per column: what the ids and virtual coordinates in it are called. */
  titles: Record<string, Record<string, string>>
  /** What entries refer to: id -> its entity and number. */
  records: Record<string, { entity: string; title: string; number?: string | null }>
  /** What the report was made with, defaults included. */
  parameters?: Record<string, { value: unknown; title?: string }>
}

/** What a figure of a report is made of. */
export interface ReportOrigin {
  formula?: string
  total: string | null
  count?: number
  rows: { id: string | null; entity?: string; title?: string; at?: string; value: string }[]
}

export interface BulkAnswer {
  results: { ok: boolean; answer?: JsonValues; error?: { code: string; message: string; path?: string } }[]
}

export interface NoticeRow {
  id: string
  kind: string
  /** Milliseconds since the epoch. */
  at: number
  readAt: number | string | null
  text: string
  by: string | null
  entity: string | null
  record: { id: string; title: string } | null
  /** The task that it is about, while that is open. */
  seat: string | null
  instance: string | null
  alert: string | null
  /** A report, as its reader asked for it. */
  report: { name: string; parameters: Record<string, string> } | null
}

export interface NoticePage {
  rows: NoticeRow[]
  next?: string
  unread: number
}

export interface AlertRow {
  id: string
  rule: string
  label: LocalizedText
  severity: 'info' | 'warning' | 'danger'
  text: LocalizedText
  openedAt: number
  closedAt: number | null
  acknowledged: { at: number; by: string | null } | null
  snoozedUntil: number | null
  entity: string | null
  record: { id: string; title: string } | null
  action: {
    label?: LocalizedText
    conversion?: string
    batch?: string
    entity?: string
    report?: string
    page?: string
    command?: string
    parameters: Record<string, unknown>
  } | null
}

export interface CommentRow {
  id: string
  at: number
  editedAt: number | null
  person: string | { name: string }
  text: string
  mine: boolean
}

export interface ModulesData {
  profile: string | null
  home: string | null
  mayConfigure: boolean
  modules: { name: string; label?: LocalizedText; help?: LocalizedText; requires: string[]; on: boolean }[]
  profiles: {
    name: string
    label?: LocalizedText
    help?: LocalizedText
    on: string[]
    off: string[]
    sample: string | null
    home: string | null
  }[]
}

export interface SettingsGroup {
  name: string
  label?: LocalizedText
  help?: LocalizedText
  fields: FieldDefinition[]
  values: JsonValues
}

export interface GuideData {
  name: string
  label?: LocalizedText
  help?: LocalizedText
  /** What it plays: where, what it points at, and what it fills in. */
  steps: GuideDefinition['steps']
}
