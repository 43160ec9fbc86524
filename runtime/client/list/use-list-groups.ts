import { watch } from 'vue'
import { useReading, type Reading } from '../shell/use-reading.ts'
import { listApi, type ListGroup } from './list-api.ts'
import type { FoundList } from './use-list.ts'
import type { ListView } from './use-list-view.ts'
import type { ShownList } from './use-shown-list.ts'

/** Counts and sums of the groups that a list is put into; asked anew with its rows. */
export function useListGroups(shown: ShownList, look: ListView, found: FoundList): Reading<readonly ListGroup[]> {
  const reading = useReading<readonly ListGroup[]>(async () => {
    const [by, entity] = [look.group.value, shown.entity.value]
    if (by === undefined || entity === undefined) return []
    const { filter, search } = found.exported([])
    const totals = shown.totalFields.value.map(({ name }) => name).join(',') || undefined
    return (await listApi.groups(entity.name, { by, filter, search, totals })).groups
  })

  watch([look.group, found.rows], () => void reading.load())
  return reading
}
