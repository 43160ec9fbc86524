import { computed, ref } from 'vue'
import { useReading } from '../shell/use-reading.ts'
import { listApi, type KeptView, type ViewContent } from './list-api.ts'

const DENSITY = 'formwork.density'
const remembered = (list: string): string => `formwork.view.${list}`

/** How a person looks at a list: columns, grouping, density, shape, and the views that are kept. */
export function useListView(list: string) {
  const columns = ref<{ name: string; width?: number }[]>()
  const group = ref<string>()
  const density = ref<'compact' | 'comfortable'>(localStorage.getItem(DENSITY) === 'comfortable' ? 'comfortable' : 'compact')
  const shape = ref<string>()
  const views = useReading(() => listApi.views(list))
  const kept = computed<KeptView[]>(() => views.data.value?.views ?? [])
  const current = ref<string>()
  const view = computed(() => kept.value.find(({ id }) => id === current.value))

  async function load(): Promise<KeptView | undefined> {
    await views.load()
    return kept.value.find(({ id }) => id === localStorage.getItem(remembered(list)))
  }

  /** Columns and the like of a view; what it filters by is the list's business. */
  function show(content: ViewContent, id?: string): void {
    columns.value = content.columns
    group.value = content.group
    shape.value = content.shape
    if (content.density !== undefined) density.value = content.density
    current.value = id
    if (id === undefined) localStorage.removeItem(remembered(list))
    else localStorage.setItem(remembered(list), id)
  }

  function setDensity(next: 'compact' | 'comfortable'): void {
    density.value = next
    localStorage.setItem(DENSITY, next)
  }

  const content = (): ViewContent => ({
    ...(columns.value === undefined ? {} : { columns: columns.value }),
    ...(group.value === undefined ? {} : { group: group.value }),
    ...(shape.value === undefined ? {} : { shape: shape.value }),
    density: density.value,
  })

  return { columns, group, density, shape, kept, current, view, failure: views.failure, load, show, setDensity, content }
}

export type ListView = ReturnType<typeof useListView>
