import { useEventListener } from '@vueuse/core'
import { shallowRef, type ShallowRef } from 'vue'
import { ApiError } from '../api/index.ts'

export interface Reading<T> {
  /** What came last; it stays while it is asked for again, and when that fails. */
  data: ShallowRef<T | undefined>
  /** Why the last reading brought nothing: to be told, since nothing read is not the same as nothing there. */
  failure: ShallowRef<ApiError | undefined>
  load: () => Promise<void>
}

/** What a page shows of the server. After a lost connection it is asked for again as soon as there is one. */
export function useReading<T>(read: () => Promise<T>): Reading<T> {
  const data = shallowRef<T>()
  const failure = shallowRef<ApiError>()
  let turn = 0

  async function load(): Promise<void> {
    const own = ++turn
    try {
      const found = await read()
      if (own !== turn) return
      data.value = found
      failure.value = undefined
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (own === turn) failure.value = error
    }
  }

  useEventListener(window, 'online', () => {
    if (failure.value?.isOffline === true) void load()
  })
  return { data, failure, load }
}
