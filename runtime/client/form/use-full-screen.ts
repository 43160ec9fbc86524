import { useEventListener, useWindowSize } from '@vueuse/core'
import { onScopeDispose, provide, reactive, ref, watchEffect } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { fullScreenKey } from './parts/full-screen.ts'

/** Kept from one document to the next: whoever writes thirty a day stays there. */
const isOn = ref(false)

/** Heights in px of what stands above and below the lines: bars, heads, totals, the foot. */
const AROUND = 336
/** An open header takes this much more. */
const HEADER = 190
const FEWEST_ROWS = 6

/** The record page as one dense working surface: the frame is away, the header folds, the lines fill the screen. */
export function useFullScreen(options: { mayEnter: () => boolean }) {
  const isFolded = ref(true)
  const { height } = useWindowSize()

  function toggle(): void {
    if (isOn.value || options.mayEnter()) isOn.value = !isOn.value
  }

  useEventListener('keydown', (event) => {
    if (event.key === 'F9') toggle()
    else if (event.key === 'F8' && isOn.value) isFolded.value = !isFolded.value
    else return
    event.preventDefault()
  })
  watchEffect(() => document.documentElement.toggleAttribute('data-desk', isOn.value))
  onBeforeRouteLeave((to) => {
    if (to.name !== 'record' && to.name !== 'new-record') isOn.value = false
  })
  onScopeDispose(() => document.documentElement.removeAttribute('data-desk'))

  function visibleRows(rowHeight: number): number | undefined {
    if (!isOn.value) return undefined
    return Math.max(FEWEST_ROWS, Math.floor((height.value - AROUND - (isFolded.value ? 0 : HEADER)) / rowHeight))
  }

  provide(fullScreenKey, {
    get isOn() {
      return isOn.value
    },
    visibleRows,
  })
  return reactive({ isOn, isFolded, toggle, leave: () => (isOn.value = false) })
}
