import { computed, ref, shallowRef } from 'vue'
import type { FilterNode } from './filter-conditions.ts'

export interface Sorting {
  name: string
  descending: boolean
}

/** What a person asks a list for: search, the list's own filters, conditions of one's own, order. */
export function useListFilter(initialSort: () => readonly Sorting[]) {
  const search = ref('')
  const chip = ref<string>()
  const chipFilter = shallowRef<FilterNode>()
  const conditions = ref<FilterNode[]>([])
  const sort = ref<Sorting[]>([...initialSort()])
  const filter = computed(() => ({ and: [...(chipFilter.value ? [chipFilter.value] : []), ...conditions.value] }))
  const isFiltered = computed(() => search.value.trim() !== '' || filter.value.and.length > 0)
  const sortText = computed(() => sort.value.map(({ name, descending }) => `${name}:${descending ? 'descending' : 'ascending'}`).join(','))

  /** A click on a head: ascending, descending, as it was. */
  function toggleSort(name: string): void {
    const current = sort.value.find((each) => each.name === name)
    const isOnly = sort.value.length === 1
    if (current === undefined || !isOnly) sort.value = [{ name, descending: false }]
    else sort.value = current.descending ? [...initialSort()] : [{ name, descending: true }]
  }

  return { search, chip, chipFilter, conditions, sort, filter, isFiltered, sortText, toggleSort }
}
