import { shallowRef, watch, type ShallowRef } from 'vue'
import { listApi, type ListGroup } from './list-api.ts'
import type { FoundList } from './use-list.ts'
import type { ListView } from './use-list-view.ts'
import type { ShownList } from './use-shown-list.ts'

/** Counts and sums of the groups that a list is put into; asked anew with its rows. */
export function useListGroups(shown: ShownList, look: ListView, found: FoundList): ShallowRef<readonly ListGroup[]> {
  const groups = shallowRef<readonly ListGroup[]>([])

  async function load(): Promise<void> {
    const [by, entity] = [look.group.value, shown.entity.value]
    if (by === undefined || entity === undefined) {
      groups.value = []
      return
    }
    const { filter, search } = found.exported([])
    const totals = shown.totalFields.value.map(({ name }) => name).join(',') || undefined
    groups.value = (await listApi.groups(entity.name, { by, filter, search, totals }).catch(() => ({ groups: [] }))).groups
  }

  watch([look.group, found.rows], () => void load())
  return groups
}
