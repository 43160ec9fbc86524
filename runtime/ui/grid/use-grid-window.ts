import { computed, ref, type ComputedRef, type Ref } from 'vue'

/** Rows drawn beyond what is seen, so that scrolling shows no gap. */
const BEYOND = 4

export interface GridWindow {
  start: ComputedRef<number>
  end: ComputedRef<number>
  height: ComputedRef<number>
  onScroll: (event: Event) => void
  /** Scrolls so that a row stands between the head and the totals. */
  reveal: (scroller: HTMLElement, row: number) => void
}

/** Which rows are drawn: only those that can be seen, whatever the number of rows. */
export function useGridWindow(count: Ref<number>, rowHeight: () => number, visibleRows: () => number): GridWindow {
  const top = ref(0)
  const start = computed(() => Math.max(0, Math.floor(top.value / rowHeight()) - BEYOND))
  const end = computed(() => Math.min(count.value, Math.ceil(top.value / rowHeight()) + visibleRows() + BEYOND))
  const height = computed(() => count.value * rowHeight())

  function onScroll(event: Event): void {
    top.value = (event.target as HTMLElement).scrollTop
  }

  function reveal(scroller: HTMLElement, row: number): void {
    const rowTop = row * rowHeight()
    const space = visibleRows() * rowHeight()
    if (rowTop < scroller.scrollTop) scroller.scrollTop = rowTop
    else if (rowTop + rowHeight() > scroller.scrollTop + space) scroller.scrollTop = rowTop + rowHeight() - space
    top.value = scroller.scrollTop
  }

  return { start, end, height, onScroll, reveal }
}
