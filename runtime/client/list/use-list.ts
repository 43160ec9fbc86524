import { useDebounceFn } from '@vueuse/core'
import { ref, shallowRef, watch } from 'vue'
import { api, ApiError, type ListPage, type RowData } from '../api/index.ts'
import { useListFilter, type Sorting } from './use-list-filter.ts'

export interface ListQuestion {
  entity: string
  fields: readonly string[]
  totals: readonly string[]
  pageSize: number
  /** Rows of one group stand together. */
  group?: string
}

/** The search waits for the end of a word. */
const PAUSE = 220

const sortOf = (group: string | undefined, sort: readonly Sorting[]): string =>
  [...(group === undefined || sort[0]?.name === group ? [] : [{ name: group, descending: false }]), ...sort]
    .slice(0, 5)
    .map(({ name, descending }) => `${name}:${descending ? 'descending' : 'ascending'}`)
    .join(',')

function readPage(
  asked: ReturnType<typeof useListFilter>,
  wanted: ListQuestion,
  after: string | undefined,
  signal: AbortSignal,
): Promise<ListPage> {
  const isFirst = after === undefined
  const query = {
    filter: asked.filter.value as never,
    search: asked.search.value.trim() || undefined,
    sort: sortOf(wanted.group, asked.sort.value) || undefined,
    limit: wanted.pageSize,
    fields: wanted.fields.join(',') || undefined,
    totals: isFirst ? wanted.totals.join(',') || undefined : undefined,
    count: isFirst,
    after,
  }
  return api.list(wanted.entity, query, signal)
}

/** The rows of a list: a page at a time by keyset, filtered, sorted and searched by the server. */
export function useList(question: () => ListQuestion | undefined, initialSort: () => readonly Sorting[]) {
  const asked = useListFilter(initialSort)
  const rows = shallowRef<RowData[]>([])
  const next = ref<string>()
  const count = ref<ListPage['count']>()
  const totals = shallowRef<Record<string, unknown>>({})
  const isLoading = ref(false)
  const isLoaded = ref(false)
  const failure = ref<ApiError>()
  let abort: AbortController | undefined

  function take(page: ListPage, isFirst: boolean): void {
    rows.value = isFirst ? page.rows : [...rows.value, ...page.rows]
    next.value = page.next
    failure.value = undefined
    isLoaded.value = true
    if (!isFirst) return
    count.value = page.count
    totals.value = page.totals ?? {}
  }

  async function ask(after?: string): Promise<void> {
    const wanted = question()
    if (wanted === undefined) return
    abort?.abort()
    abort = new AbortController()
    const { signal } = abort
    isLoading.value = true
    try {
      const page = await readPage(asked, wanted, after, signal)
      if (!signal.aborted) take(page, after === undefined)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ApiError)) throw error
      failure.value = error
    } finally {
      if (!signal.aborted) isLoading.value = false
    }
  }

  const askSoon = useDebounceFn(() => ask(), PAUSE)
  watch(asked.search, () => void askSoon())
  watch([asked.filter, asked.sort], () => void ask())

  /** What narrows the list down, and its order, as other questions take it. */
  const plain = () => ({
    filter: asked.filter.value,
    search: asked.search.value.trim() || undefined,
    sort: asked.sortText.value || undefined,
  })
  /** What is on the screen, as a file: the same filter, order and columns. */
  const exported = (fields: readonly string[]) => ({
    ...plain(),
    filter: asked.filter.value.and.length > 0 ? JSON.stringify(asked.filter.value) : undefined,
    fields: fields.join(','),
  })

  /** A row that was changed here. */
  function replace(row: RowData): void {
    rows.value = rows.value.map((each) => (each.id === row.id ? row : each))
  }

  return { ...asked, plain, exported, rows, replace, next, count, totals, isLoading, isLoaded, failure, ask, more: () => ask(next.value) }
}

export type FoundList = ReturnType<typeof useList>
