import { onBeforeUnmount, onMounted, shallowRef, watch, type Ref } from 'vue'
import { designApi, type PresentDesigner } from '../api/design-api.ts'

/** Milliseconds between two greetings. */
const GREET_EVERY = 8_000
const KEY = 'formwork-design-window'

/** Tells the server that this window is open, and on which file; learns who else is here. */
export function keepPresent(path: Ref<string | undefined>): Ref<readonly PresentDesigner[]> {
  const others = shallowRef<readonly PresentDesigner[]>([])
  const window = thisWindow()
  let timer: ReturnType<typeof setInterval> | undefined

  async function greet(): Promise<void> {
    if (document.hidden) return
    try {
      others.value = (await designApi.present({ window, path: path.value })).others
    } catch {
      // Nothing depends on it; saving says for certain who was faster.
      others.value = []
    }
  }

  const leave = (): void => designApi.leave({ window, leaves: true })

  onMounted(() => {
    void greet()
    timer = setInterval(() => void greet(), GREET_EVERY)
    addEventListener('focus', greet)
    addEventListener('pagehide', leave)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    removeEventListener('focus', greet)
    removeEventListener('pagehide', leave)
    leave()
  })
  watch(path, () => void greet())
  return others
}

/** A window that is loaded anew is the same window. */
function thisWindow(): string {
  const known = sessionStorage.getItem(KEY) ?? crypto.randomUUID()
  sessionStorage.setItem(KEY, known)
  return known
}
