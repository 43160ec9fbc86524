import { computed, ref, shallowRef } from 'vue'
import type { FilterNode } from './filter-conditions.ts'

export interface Sorting {
  name: string
  descending: boolean
}

/** The server takes no more. */
const MOST_SORTS = 5

/** What a person asks a list for: search, the list's own filters, conditions of one's own, order. */
export function useListFilter(initialSort: () => readonly Sorting[]) {
  const search = ref('')
  const chip = ref<string>()
  const chipFilter = shallowRef<FilterNode>()
  const conditions = ref<FilterNode[]>([])
  /** What the records that conditions name are called. */
  const titles = ref<Record<string, string>>({})
  const sort = ref<Sorting[]>([...initialSort()])
  const filter = computed(() => ({ and: [...(chipFilter.value ? [chipFilter.value] : []), ...conditions.value] }))
  const isFiltered = computed(() => search.value.trim() !== '' || filter.value.and.length > 0)
  const sortText = computed(() => sort.value.map(({ name, descending }) => `${name}:${descending ? 'descending' : 'ascending'}`).join(','))

  /** A click on a head: ascending, descending, as it was; with Shift behind the others. */
  function toggleSort(name: string, isAdded = false): void {
    const current = sort.value.find((each) => each.name === name)
    if (isAdded) {
      const others = sort.value.filter((each) => each.name !== name)
      if (current === undefined) sort.value = [...others, { name, descending: false }].slice(-MOST_SORTS)
      else if (!current.descending) sort.value = sort.value.map((each) => (each === current ? { name, descending: true } : each))
      else sort.value = others
      return
    }
    const isOnly = sort.value.length === 1
    if (current === undefined || !isOnly) sort.value = [{ name, descending: false }]
    else sort.value = current.descending ? [...initialSort()] : [{ name, descending: true }]
  }

  const usualSort = (): Sorting[] => [...initialSort()]

  return { usualSort, search, chip, chipFilter, conditions, titles, sort, filter, isFiltered, sortText, toggleSort }
}
