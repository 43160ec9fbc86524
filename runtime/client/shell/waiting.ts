import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { api, ApiError, type TaskRow } from '../api/index.ts'

const EVERY = 30_000
const SHOWN = 20

/** What waits for the person who is signed in: asked for anew every half minute and after each decision. */
export const useWaiting = defineStore('waiting', () => {
  const rows = ref<TaskRow[]>([])
  const hasMore = ref(false)
  const isLoaded = ref(false)
  /** Why the last asking brought nothing: what is shown may be old, or is not known yet. */
  const failure = shallowRef<ApiError>()
  let timer: ReturnType<typeof setInterval> | undefined

  async function refresh(): Promise<void> {
    if (document.hidden) return
    try {
      const page = await api.tasks('todo', undefined, SHOWN)
      rows.value = page.rows
      hasMore.value = page.next !== undefined
      isLoaded.value = true
      failure.value = undefined
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failure.value = error
    }
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
    failure.value = undefined
  }

  useEventListener(window, 'online', () => {
    if (failure.value !== undefined) void refresh()
  })

  return { rows, hasMore, isLoaded, failure, refresh, start, stop }
})
