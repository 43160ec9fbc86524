import { request } from '../api/request.ts'
import type { FilterNode } from './filter-conditions.ts'
import type { Sorting } from './use-list-filter.ts'

/** What a view of a list says; absent means as the list is defined. */
export interface ViewContent {
  /** Name of one of the list's shapes; absent: the table. */
  shape?: string
  search?: string
  chip?: string
  filter?: { and: FilterNode[] }
  sort?: Sorting[]
  columns?: { name: string; width?: number }[]
  group?: string
  density?: 'compact' | 'comfortable'
}

export interface KeptView {
  id: string
  label: string
  role: string | null
  own: boolean
  by: string | null
  content: ViewContent
}

export interface ListGroup {
  value: unknown
  title?: string
  count: number
  totals: Record<string, string>
}

const part = encodeURIComponent

export const listApi = {
  views: (list: string) => request<{ views: KeptView[] }>('GET', `list-views/${part(list)}`),
  groups: (entity: string, query: { by: string; filter?: string; search?: string; totals?: string }) =>
    request<{ groups: ListGroup[] }>('GET', `records/${part(entity)}/groups`, { query }),
  saveView: (body: { list: string; view?: string; label: string; role?: string | null; content: ViewContent }, key: string) =>
    request<{ view: string }>('POST', 'commands/save-view', { body, key }),
  deleteView: (view: string, key: string) => request('POST', 'commands/delete-view', { body: { view }, key }),
}
