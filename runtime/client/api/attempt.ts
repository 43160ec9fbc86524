import { ref } from 'vue'
import { ApiError } from './api-error.ts'

/**
 * One intent of a person: refuses to run twice at a time, and keeps its idempotency key until the server has answered,
 * so that a click after a lost connection repeats the same attempt instead of starting a second one.
 */
export function useAttempt() {
  const busy = ref(false)
  let key: string | undefined
  let fingerprint = ''

  /** `intent` describes what is asked for; another intent gets another key. Resolves to undefined when one is under way. */
  async function attempt<Answer>(intent: unknown, run: (key: string) => Promise<Answer>): Promise<Answer | undefined> {
    if (busy.value) return undefined
    const text = JSON.stringify(intent)
    if (key === undefined || text !== fingerprint) key = newKey()
    fingerprint = text
    busy.value = true
    try {
      const answer = await run(key)
      key = undefined
      return answer
    } catch (error) {
      if (!(error instanceof ApiError && error.isOffline)) key = undefined
      throw error
    } finally {
      busy.value = false
    }
  }
  return { busy, attempt }
}

/** `randomUUID` exists on https and localhost only; shops also use plain http in their own network. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
