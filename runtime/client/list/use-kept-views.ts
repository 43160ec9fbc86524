import type { ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import type { FilterNode } from './filter-conditions.ts'
import type { ViewContent } from './list-api.ts'
import type { FoundList } from './use-list.ts'
import type { ListView } from './use-list-view.ts'

/** Views as a person keeps them: what a list shows becomes a view, and a view becomes what the list shows. */
export function useKeptViews(look: ListView, found: FoundList, chips: ComputedRef<readonly { name: string; where?: FilterNode }[]>) {
  const router = useRouter()

  function chooseChip(name: string | undefined): void {
    found.chip.value = name
    found.chipFilter.value = chips.value.find((chip) => chip.name === name)?.where
    void router.replace({ query: name === undefined ? {} : { filter: name } })
  }

  function showView(id: string | undefined): void {
    const content: ViewContent = look.kept.value.find((view) => view.id === id)?.content ?? {}
    look.show(content, id)
    found.search.value = content.search ?? ''
    found.conditions.value = content.filter?.and ?? []
    found.sort.value = content.sort ?? found.usualSort()
    chooseChip(content.chip)
  }

  const viewContent = (): ViewContent => ({
    ...look.content(),
    ...(found.search.value.trim() === '' ? {} : { search: found.search.value.trim() }),
    ...(found.chip.value === undefined ? {} : { chip: found.chip.value }),
    filter: { and: found.conditions.value },
    sort: found.sort.value,
  })

  async function afterKeeping(id: string | undefined): Promise<void> {
    await look.load()
    if (id === undefined) showView(undefined)
    else look.show(viewContent(), id)
  }

  /** Kept views that could not be read when the list was opened: the one looked at last is shown as soon as they are there. */
  async function readAgain(): Promise<void> {
    const remembered = await look.load()
    if (remembered !== undefined && look.current.value === undefined) showView(remembered.id)
  }

  return { chooseChip, showView, viewContent, afterKeeping, readAgain }
}
