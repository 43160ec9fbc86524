import { defineStore } from 'pinia'
import { ref } from 'vue'
import { api, type TaskRow } from '../api/index.ts'

const EVERY = 30_000
const SHOWN = 20

/** What waits for the person who is signed in: asked for anew every half minute and after each decision. */
export const useWaiting = defineStore('waiting', () => {
  const rows = ref<TaskRow[]>([])
  const hasMore = ref(false)
  const isLoaded = ref(false)
  let timer: ReturnType<typeof setInterval> | undefined

  async function refresh(): Promise<void> {
    if (document.hidden) return
    const page = await api.tasks('todo', undefined, SHOWN).catch(() => undefined)
    if (page === undefined) return
    rows.value = page.rows
    hasMore.value = page.next !== undefined
    isLoaded.value = true
  }

  function start(): void {
    void refresh()
    timer ??= setInterval(() => void refresh(), EVERY)
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
    rows.value = []
    isLoaded.value = false
  }

  return { rows, hasMore, isLoaded, refresh, start, stop }
})
