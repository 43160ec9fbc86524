import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { useAttempt } from '../api/attempt.ts'
import { ApiError } from '../api/index.ts'
import { importApi, type ImportStatus } from './import-api.ts'

/** The server is asked this often while it works. */
const PAUSE = 600
const WORKING = new Set(['reading', 'checking', 'importing', 'undo-checking', 'undoing'])

/** One import on the server: what it is doing, and what a person can tell it. */
export function useImport() {
  const status = shallowRef<ImportStatus>()
  const failure = ref<ApiError>()
  const { busy, attempt } = useAttempt()
  const isWorking = computed(() => status.value !== undefined && WORKING.has(status.value.state))
  let timer: ReturnType<typeof setTimeout> | undefined

  async function follow(id: string): Promise<void> {
    clearTimeout(timer)
    try {
      status.value = await importApi.status(id)
      failure.value = undefined
      if (isWorking.value) timer = setTimeout(() => void follow(id), PAUSE)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failure.value = error
      // What the server does goes on without this page; it is looked at again.
      if (error.isOffline) timer = setTimeout(() => void follow(id), PAUSE * 4)
    }
  }

  /** Tells the server; the answer names the import, which is followed from then on. */
  async function send(command: string, body: Record<string, unknown>): Promise<boolean> {
    failure.value = undefined
    try {
      const answer = await attempt([command, body], (key) => importApi.command(command, body, key))
      if (answer === undefined) return false
      await follow(answer.import)
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      failure.value = error
      return false
    }
  }

  function leave(): void {
    clearTimeout(timer)
    status.value = undefined
    failure.value = undefined
  }
  onBeforeUnmount(() => clearTimeout(timer))
  return { status, failure, busy, isWorking, follow, send, leave }
}
