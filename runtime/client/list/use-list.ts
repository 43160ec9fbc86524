import { computed, ref, shallowRef, watch } from 'vue'
import { useDebounceFn } from '@vueuse/core'
import { api, ApiError, type ListPage, type RowData } from '../api/index.ts'
import type { FilterNode } from './filter-conditions.ts'

export interface Sorting {
  name: string
  descending: boolean
}

export interface ListQuestion {
  entity: string
  fields: readonly string[]
  totals: readonly string[]
  pageSize: number
}

/** The rows of a list: a page at a time by keyset, filtered, sorted and searched by the server. */
export function useList(question: () => ListQuestion | undefined, initialSort: () => readonly Sorting[]) {
  const rows = shallowRef<RowData[]>([])
  const next = ref<string>()
  const count = ref<ListPage['count']>()
  const totals = shallowRef<Record<string, unknown>>({})
  const search = ref('')
  const chip = ref<string>()
  const chipFilter = shallowRef<FilterNode>()
  const conditions = ref<FilterNode[]>([])
  const sort = ref<Sorting[]>([...initialSort()])
  const isLoading = ref(false)
  const isLoaded = ref(false)
  const failure = ref<ApiError>()
  let abort: AbortController | undefined

  const filter = computed(() => ({ and: [...(chipFilter.value ? [chipFilter.value] : []), ...conditions.value] }))
  const isFiltered = computed(() => search.value.trim() !== '' || filter.value.and.length > 0)

  async function ask(after?: string): Promise<void> {
    const wanted = question()
    if (wanted === undefined) return
    abort?.abort()
    abort = new AbortController()
    const { signal } = abort
    isLoading.value = true
    try {
      const page = await api.list(wanted.entity, {
        filter: filter.value as never,
        search: search.value.trim() || undefined,
        sort: sort.value.map(({ name, descending }) => `${name}:${descending ? 'descending' : 'ascending'}`).join(',') || undefined,
        limit: wanted.pageSize,
        fields: wanted.fields.join(',') || undefined,
        totals: after === undefined ? wanted.totals.join(',') || undefined : undefined,
        count: after === undefined,
        after,
      }, signal)
      if (signal.aborted) return
      rows.value = after === undefined ? page.rows : [...rows.value, ...page.rows]
      next.value = page.next
      if (after === undefined) {
        count.value = page.count
        totals.value = page.totals ?? {}
      }
      failure.value = undefined
      isLoaded.value = true
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ApiError)) throw error
      failure.value = error
    } finally {
      if (!signal.aborted) isLoading.value = false
    }
  }

  const askSoon = useDebounceFn(() => ask(), 220)
  watch(search, () => void askSoon())
  watch([filter, sort], () => void ask())

  /** A click on a head: ascending, descending, as it was. */
  function toggleSort(name: string): void {
    const current = sort.value.find((each) => each.name === name)
    const isOnly = sort.value.length === 1
    if (current === undefined || !isOnly) sort.value = [{ name, descending: false }]
    else sort.value = current.descending ? [...initialSort()] : [{ name, descending: true }]
  }

  return { rows, next, count, totals, search, chip, chipFilter, conditions, sort, isLoading, isLoaded, isFiltered, failure, ask, more: () => ask(next.value), toggleSort }
}
