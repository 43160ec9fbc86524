import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import type { FieldPlace } from '../canvas/entity/field-edits.ts'
import { hashOf, readHash, type View } from './selection-address.ts'

export type { View }

/** What the designer looks at: a file, how, and which element of it. The address keeps it. */
export const useSelection = defineStore('design-selection', () => {
  const path = ref<string>()
  const view = ref<View>('canvas')
  const place = ref<FieldPlace>()
  const section = ref<string>()

  function open(file: string, how: View = 'canvas'): void {
    if (path.value !== file) {
      select(undefined)
      section.value = undefined
    }
    path.value = file
    view.value = how
  }

  function select(chosen: FieldPlace | undefined): void {
    place.value = chosen
    if (chosen !== undefined) section.value = undefined
  }

  function selectSection(name: string): void {
    place.value = undefined
    section.value = name
  }

  /** Opens what the address names; also when somebody goes back, or changes it by hand. */
  function follow(): void {
    const address = readHash(location.hash)
    if (address.path === undefined) path.value = undefined
    else open(address.path, address.view)
  }

  follow()
  addEventListener('popstate', follow)
  // Another definition is a step that can be gone back; another view of the same one is not.
  watch([path, view], ([file, how], [before]) => {
    const hash = hashOf(file, how)
    if (hash === location.hash) return
    const address = `${location.pathname}${location.search}${hash}`
    if (file === before) history.replaceState(history.state, '', address)
    else history.pushState(history.state, '', address)
  })

  return { path, view, place, section, open, select, selectSection }
})
