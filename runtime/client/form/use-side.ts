import { shallowRef, type ShallowRef } from 'vue'
import { api, type RecordData, type RecordLink, type TimelineEntry } from '../api/index.ts'

/** What stands beside a record: what happened to it, and what it is connected with. */
export function useSide(entity: string, record: ShallowRef<RecordData | undefined>) {
  const timeline = shallowRef<TimelineEntry[]>([])
  const links = shallowRef<RecordLink[]>([])

  async function load(): Promise<void> {
    const id = record.value?.id
    if (id === undefined) return
    const [history, related] = await Promise.all([
      api.timeline(entity, id).catch(() => ({ entries: [] })),
      api.links(entity, id).catch(() => ({ links: [] })),
    ])
    timeline.value = history.entries
    links.value = related.links
  }

  return { timeline, links, load }
}
