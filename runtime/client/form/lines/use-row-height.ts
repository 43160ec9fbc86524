import { useMediaQuery, useStorage } from '@vueuse/core'
import { computed, type ComputedRef, type Ref } from 'vue'

/** `compact` for mouse and keyboard, `comfortable` for fingers. One choice for lists and lines alike. */
export type RowDensity = 'compact' | 'comfortable'

/** Heights of a row of lines in px (spec: screens, section 2). */
const HEIGHTS: Readonly<Record<RowDensity, number>> = { compact: 28, comfortable: 44 }

/** How high the rows of lines are: as the person chose on this device; where fingers tap, never lower than a finger needs. */
export function useRowHeight(): { density: Ref<RowDensity>; rowHeight: ComputedRef<number> } {
  const density = useStorage<RowDensity>('formwork.density', 'compact', localStorage, {
    serializer: { read: (text) => (text === 'comfortable' ? 'comfortable' : 'compact'), write: (value) => value },
  })
  const isTouched = useMediaQuery('(pointer: coarse)')
  return { density, rowHeight: computed(() => HEIGHTS[isTouched.value ? 'comfortable' : density.value]) }
}
