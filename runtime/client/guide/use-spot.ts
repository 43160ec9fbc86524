import { onBeforeUnmount, ref, shallowRef, type Ref } from 'vue'
import { findPlace, type Place } from './find-place.ts'
import type { GuideStep } from './guide-steps.ts'

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Points between the thing that is pointed at and the bubble, and between the bubble and the edge of the window. */
const GAP = 14
const EDGE = 12
const PHONE = 760

/** Where the step points, followed while pages are drawn and scrolled, and where the bubble stands so that it covers nothing of it. */
export function useSpot(step: () => GuideStep | undefined, bubble: Readonly<Ref<HTMLElement | null>>) {
  const place = shallowRef<Place>()
  const spot = ref<Box>()
  const stand = ref<{ left?: string; top?: string; bottom?: string }>({ bottom: `${EDGE}px` })

  function follow(): void {
    frame = requestAnimationFrame(follow)
    const current = step()
    place.value = current && findPlace(current)
    const found = place.value?.element.getBoundingClientRect()
    const { left = 0, top = 0, width = 0, height = 0 } = found ?? {}
    const last = spot.value
    if (found === undefined) spot.value = undefined
    else if (last?.left !== left || last.top !== top || last.width !== width || last.height !== height) {
      spot.value = { left, top, width, height }
    }
    const next = standOf(spot.value, bubble.value)
    if (JSON.stringify(next) !== JSON.stringify(stand.value)) stand.value = next
  }
  let frame = requestAnimationFrame(follow)
  onBeforeUnmount(() => cancelAnimationFrame(frame))

  return { place, spot, stand }
}

function standOf(spot: Box | undefined, bubble: HTMLElement | null): { left?: string; top?: string; bottom?: string } {
  const { innerWidth, innerHeight } = window
  const { offsetWidth: width = 0, offsetHeight: height = 0 } = bubble ?? {}
  const isLow = spot !== undefined && spot.top + spot.height / 2 > innerHeight / 2
  if (innerWidth <= PHONE) return isLow ? { top: `${EDGE}px` } : { bottom: `${EDGE}px` }
  if (spot === undefined) return { left: `${(innerWidth - width) / 2}px`, bottom: `${EDGE * 4}px` }
  const left = Math.min(Math.max(spot.left, EDGE), innerWidth - width - EDGE)
  const below = spot.top + spot.height + GAP
  const top = isLow ? spot.top - height - GAP : below
  return { left: `${left}px`, top: `${Math.min(Math.max(top, EDGE), innerHeight - height - EDGE)}px` }
}
