import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import { pauseAfter } from './unsent-draft.ts'
import type { SendEnd } from './send-drafts.ts'

/** Sends as soon as there is something to send and a line, and again after ever longer pauses. */
export function useSending(queue: {
  /** Looks what there is: whether anything may be sent now. */
  hasDue: () => Promise<boolean>
  sendAll: () => Promise<SendEnd>
  /** Nobody is signed in any more. */
  signedOut: () => void
}) {
  const isSending = ref(false)
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function send(): Promise<void> {
    clearTimeout(timer)
    if (isSending.value || !(await queue.hasDue()) || isSending.value) return
    isSending.value = true
    try {
      const end = await queue.sendAll()
      failures = end === 'done' ? 0 : failures + 1
      if (end === 'signed-out') queue.signedOut()
    } finally {
      isSending.value = false
    }
    if (await queue.hasDue()) sendSoon()
  }

  function sendSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), pauseAfter(failures))
  }

  async function sendNow(): Promise<void> {
    failures = 0
    await send()
  }

  useEventListener(window, 'online', () => void sendNow())
  return { isSending, send, sendSoon, sendNow }
}
