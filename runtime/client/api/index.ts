import type { BatchGroups } from './batch-shapes.ts'
import type { PrintLayout } from '../print/print-shapes.ts'
import type { OpenQuantities, OpenSources, RecordLink } from './link-shapes.ts'
import { request } from './request.ts'
import type {
  AlertRow,
  BulkAnswer,
  CommentRow,
  Definitions,
  DemoLogin,
  JsonValues,
  ListPage,
  LookupRow,
  ModulesData,
  NoticePage,
  PreviewAnswer,
  RecordChanges,
  RecordData,
  ReportData,
  ReportOrigin,
  SaveBody,
  Session,
  SettingsGroup,
  TimelineEntry,
} from './shapes.ts'
import type { AskedForm, PublicFormsData, PublicLinksData, SharedPaper } from './share-shapes.ts'
import type { PeriodsData } from './period-shapes.ts'
import type { SubscriptionRow } from './subscription-shapes.ts'
import type { ProcessData, ProxyRow, TaskBox, TaskConsequencesData, TaskData, TaskPage } from './task-shapes.ts'

export { ApiError, type Finding } from './api-error.ts'
export { requestContext } from './request.ts'
export { interfaceBase, workspaceBase, workspaceName } from './workspace.ts'
export type * from './batch-shapes.ts'
export type * from './link-shapes.ts'
export type * from './period-shapes.ts'
export type * from './share-shapes.ts'
export type * from './shapes.ts'
export type * from './subscription-shapes.ts'
export type * from './task-shapes.ts'

export interface ListQuery {
  filter?: { and: { field: string; operator: string; value?: unknown }[] }
  search?: string
  sort?: string
  limit?: number
  after?: string
  fields?: string
  count?: boolean
  totals?: string
}

const part = encodeURIComponent

/** Every route of the server that the workbench calls, by its meaning (ADR 0002). */
export const api = {
  session: () => request<Session>('GET', 'session'),
  signIn: (login: string, password: string) => request('POST', 'session', { body: { login, password } }),
  signOut: () => request('DELETE', 'session'),
  /** What the server says to this session is in the language of its page. */
  speak: (language: 'zh' | 'en') => request('POST', 'session/language', { body: { language } }),
  demoLogins: () => request<{ title: DemoLogin['label'] | null; logins: DemoLogin[]; mayMake: boolean }>('GET', 'demo'),
  definitions: () => request<Definitions>('GET', 'definitions'),
  list: (entity: string, { filter, count, ...query }: ListQuery, signal?: AbortSignal) =>
    request<ListPage>('GET', `records/${part(entity)}`, {
      query: { ...query, count: count ? 'true' : undefined, filter: filter && filter.and.length > 0 ? JSON.stringify(filter) : undefined },
      signal,
    }),
  record: (entity: string, id: string) => request<RecordData>('GET', `records/${part(entity)}/${part(id)}`),
  timeline: (entity: string, id: string) => request<{ entries: TimelineEntry[] }>('GET', `records/${part(entity)}/${part(id)}/timeline`),
  links: (entity: string, id: string) =>
    request<{ links: RecordLink[]; open: OpenQuantities }>('GET', `records/${part(entity)}/${part(id)}/links`),
  lookup: (
    entity: string,
    query: { text?: string; limit?: number; beside?: string; for?: string; values?: string },
    signal?: AbortSignal,
  ) => request<{ rows: LookupRow[] }>('GET', `lookup/${part(entity)}`, { query, signal }),
  lookupMany: (entity: string, texts: readonly string[], place?: { for: string; values?: unknown }) =>
    request<{ answers: { text: string; rows: LookupRow[] }[] }>('POST', `lookup/${part(entity)}`, {
      body: place === undefined ? { texts } : { texts, for: place.for, values: place.values },
    }),
  findings: (match: string, values: unknown, limit: number) =>
    request<{ found: { value: string | string[] | null; label: string; why: string | null }[] }>('GET', `matches/${part(match)}`, {
      query: { values: JSON.stringify(values), limit },
    }),
  search: (text: string, signal?: AbortSignal) =>
    request<{ groups: { entity: string; rows: (LookupRow & { rank: number })[] }[] }>('GET', 'search', { query: { text }, signal }),
  scratch: (entity: string, id?: string) =>
    request<{ scratch: { at: number; version: number | null; changes: RecordChanges } | null }>('GET', `scratch/${part(entity)}`, {
      query: { id },
    }),
  openSources: (conversion: string, query: { source?: string; into?: string; values?: string }) =>
    request<OpenSources>('GET', `conversions/${part(conversion)}/sources`, { query }),
  batchGroups: (batch: string, parameters: Readonly<Record<string, string | undefined>>) =>
    request<BatchGroups>('GET', `batches/${part(batch)}`, { query: { parameters: JSON.stringify(parameters) } }),
  preview: (body: SaveBody, signal?: AbortSignal) => request<PreviewAnswer>('POST', 'preview', { body, signal }),
  command: <Answer = JsonValues>(name: string, body: unknown, key: string) =>
    request<Answer>('POST', `commands/${part(name)}`, { body, key }),
  bulk: (command: string, bodies: unknown[], key: string) => request<BulkAnswer>('POST', 'bulk', { body: { command, bodies }, key }),
  underWay: () => request<{ counts: Record<string, { draft: number; submitted: number }> }>('GET', 'under-way'),
  modules: () => request<ModulesData>('GET', 'modules'),
  periods: () => request<PeriodsData>('GET', 'periods'),
  settings: () => request<{ groups: SettingsGroup[] }>('GET', 'settings'),
  notices: (query: { limit?: number; unread?: string; after?: string }) => request<NoticePage>('GET', 'notices', { query }),
  alerts: (query: { scope?: string; state?: string }) => request<{ rows: AlertRow[]; next?: string }>('GET', 'alerts', { query }),
  comments: (entity: string, id: string) => request<{ comments: CommentRow[] }>('GET', `records/${part(entity)}/${part(id)}/comments`),
  tasks: (box: TaskBox, after?: string, limit = 30) => request<TaskPage>('GET', 'tasks', { query: { box, after, limit } }),
  task: (seat: string) => request<TaskData>('GET', `tasks/${part(seat)}`),
  consequences: (seat: string, query: { verb: string; to?: string }) =>
    request<TaskConsequencesData>('GET', `tasks/${part(seat)}/consequences`, { query }),
  process: (instance: string) => request<ProcessData>('GET', `processes/${part(instance)}`),
  publicLinks: (query: { entity?: string; id?: string } = {}) => request<PublicLinksData>('GET', 'public-links', { query }),
  subscriptions: (query: { report?: string } = {}) => request<{ subscriptions: SubscriptionRow[] }>('GET', 'subscriptions', { query }),
  publicForms: (query: { entity?: string } = {}) => request<PublicFormsData>('GET', 'public-forms', { query }),
  publicForm: (token: string) => request<AskedForm>('GET', `public-forms/${part(token)}`),
  publicFormLookup: (token: string, query: { field: string; text: string }) =>
    request<{ rows: { id: string; title: string }[] }>('GET', `public-forms/${part(token)}/lookup`, { query }),
  answerPublicForm: (token: string, body: { key: string; visit: string; changes: RecordChanges; website: string }) =>
    request<{ thanks: string | null }>('POST', `public-forms/${part(token)}`, { body }),
  shared: (token: string) => request<SharedPaper>('GET', `public/${part(token)}`),
  proxies: () => request<{ proxies: ProxyRow[] }>('GET', 'proxies'),
  report: (name: string, parameters: Record<string, string | undefined>, signal?: AbortSignal) =>
    request<ReportData>('GET', `reports/${part(name)}`, { query: parameters, signal }),
  reportOrigin: (name: string, query: Record<string, string | undefined>, signal?: AbortSignal) =>
    request<ReportOrigin>('GET', `reports/${part(name)}/origin`, { query, signal }),
  printLayout: (path: string, query: Record<string, string | undefined>) =>
    request<PrintLayout>('GET', `${path}/print`, { query: { ...query, format: 'layout' } }),
}
