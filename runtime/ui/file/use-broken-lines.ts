import { useEventListener } from '@vueuse/core'
import { onScopeDispose } from 'vue'

/** Milliseconds after which it is tried again by itself, one after the other; then when the network says that it is back. */
const PAUSES = [2_000, 5_000, 15_000]

/** What a broken line keeps from arriving, by its key: how often it was tried, and when it is tried next. */
export function useBrokenLines(again: (key: number) => void) {
  const broken = new Map<number, { tries: number; timer?: ReturnType<typeof setTimeout> }>()
  onScopeDispose(() => broken.forEach(({ timer }) => clearTimeout(timer)))
  useEventListener(window, 'online', () => [...broken.keys()].forEach(again))

  function tryLater(key: number): void {
    const tries = broken.get(key)?.tries ?? 0
    const pause = PAUSES[tries]
    broken.set(key, { tries: tries + 1, timer: pause === undefined ? undefined : setTimeout(() => again(key), pause) })
  }

  const stop = (key: number): void => clearTimeout(broken.get(key)?.timer)

  function forget(key: number): void {
    stop(key)
    broken.delete(key)
  }

  return { tryLater, stop, forget }
}
