import { useEventListener } from '@vueuse/core'
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { api, ApiError, type ReportData } from '../api/index.ts'

/** The report behind a tile, asked again whenever what it is asked with changes. */
export function useTile(ask: () => { report: string; query: Record<string, string | undefined> } | undefined) {
  const data = shallowRef<ReportData>()
  const failure = ref<ApiError>()
  let abort: AbortController | undefined

  async function read(): Promise<void> {
    const wanted = ask()
    if (wanted === undefined) return
    abort?.abort()
    abort = new AbortController()
    const { signal } = abort
    try {
      data.value = await api.report(wanted.report, wanted.query, signal)
      failure.value = undefined
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ApiError)) throw error
      failure.value = error
    }
  }

  watch(
    () => JSON.stringify(ask()),
    () => void read(),
    { immediate: true },
  )
  useEventListener(window, 'online', () => {
    if (failure.value?.isOffline === true) void read()
  })
  onBeforeUnmount(() => abort?.abort())
  return { data, failure, read }
}
