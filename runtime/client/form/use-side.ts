import { computed, type ComputedRef, type ShallowRef } from 'vue'
import { api, type ApiError, type RecordData, type RecordLink, type TimelineEntry } from '../api/index.ts'
import { useReading } from '../shell/use-reading.ts'

/** What could not be read of what stands beside a record, and how to read it again. */
export interface SideFailures {
  readonly timeline?: ApiError
  readonly links?: ApiError
  readonly again: () => Promise<void>
}

/** What stands beside a record: what happened to it, and what it is connected with. */
export function useSide(entity: string, record: ShallowRef<RecordData | undefined>) {
  const history = useReading(async (): Promise<TimelineEntry[]> => {
    const id = record.value?.id
    return id === undefined ? [] : (await api.timeline(entity, id)).entries
  })
  const related = useReading(async (): Promise<RecordLink[]> => {
    const id = record.value?.id
    return id === undefined ? [] : (await api.links(entity, id)).links
  })
  const timeline = computed(() => history.data.value ?? [])
  const links = computed(() => related.data.value ?? [])

  async function load(): Promise<void> {
    await Promise.all([history.load(), related.load()])
  }

  const failures: ComputedRef<SideFailures> = computed(() => ({
    timeline: history.failure.value,
    links: related.failure.value,
    again: load,
  }))
  return { timeline, links, failures, load }
}
