import { onScopeDispose, ref, watch } from 'vue'
import { api } from '../api/index.ts'

const PAUSE = 1200

/** The opinion on a task while it is written: kept by the server, so that it is there again on whichever device. */
export function useOpinion(seat: string) {
  const opinion = ref('')
  let kept = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function begin(draft: string): void {
    if (opinion.value !== '') return
    kept = draft
    opinion.value = draft
  }

  async function keep(): Promise<void> {
    const text = opinion.value
    if (text === kept) return
    kept = text
    await api.command('keep-opinion', { seat, opinion: text }, '').catch(() => (kept = ''))
  }

  /** Deciding drops the draft: nothing is kept after that. */
  function stop(): void {
    clearTimeout(timer)
    kept = opinion.value
  }

  watch(opinion, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void keep(), PAUSE)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    void keep()
  })

  return { opinion, begin, stop }
}
