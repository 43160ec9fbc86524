import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { api, interfaceBase, type NoticeRow } from '../api/index.ts'
import { notify } from '../../ui/notice/notices.ts'
import { useWaiting } from '../shell/waiting.ts'

/** Something that happened to a record that the listener may see. */
export interface RecordHappening {
  entity: string
  id: string
  action: string
  /** By the listener himself, perhaps in another window. */
  mine: boolean
}

const SHOWN = 20

/** What happens while the page is open: notices as they come, and news of records. */
export const useLive = defineStore('live', () => {
  const notices = shallowRef<NoticeRow[]>([])
  const unread = ref(0)
  const isOutdated = ref(false)
  const listeners = new Set<(happening: RecordHappening) => void>()
  let source: EventSource | undefined

  async function refresh(): Promise<void> {
    const page = await api.notices({ limit: SHOWN }).catch(() => undefined)
    if (page === undefined) return
    notices.value = page.rows
    unread.value = page.unread
  }

  function start(): void {
    void refresh()
    source ??= listen()
  }

  function listen(): EventSource {
    const stream = new EventSource(`${interfaceBase}events`)
    const heard = <Data>(type: string, take: (data: Data) => void): void =>
      stream.addEventListener(type, (event) => take(JSON.parse((event as MessageEvent<string>).data) as Data))
    heard<{ notice: NoticeRow }>('notice', ({ notice }) => receive(notice))
    heard<RecordHappening>('record', (happening) => {
      for (const listener of listeners) listener(happening)
    })
    heard('definitions', () => (isOutdated.value = true))
    return stream
  }

  function receive(notice: NoticeRow): void {
    notices.value = [notice, ...notices.value.filter(({ id }) => id !== notice.id)].slice(0, SHOWN)
    if (notice.readAt === null) unread.value++
    notify('attention', notice.record === null ? notice.text : `${notice.record.title} ${notice.text}`)
    if (notice.seat !== null) void useWaiting().refresh()
  }

  /** All of them, or these. */
  async function read(ids?: string[]): Promise<void> {
    const chosen = ids ?? notices.value.map(({ id }) => id)
    const now = new Date().toISOString()
    notices.value = notices.value.map((notice) => (chosen.includes(notice.id) ? { ...notice, readAt: notice.readAt ?? now } : notice))
    const newest = notices.value[0]?.id
    const answer = await api
      .command<{ unread: number }>('read-notices', ids === undefined ? { upTo: newest } : { ids }, '')
      .catch(() => undefined)
    if (answer !== undefined) unread.value = answer.unread
  }

  /** Returns what ends the listening. */
  function onRecord(listener: (happening: RecordHappening) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  function stop(): void {
    source?.close()
    source = undefined
    notices.value = []
    unread.value = 0
  }

  return { notices, unread, isOutdated, start, stop, refresh, read, onRecord }
})
