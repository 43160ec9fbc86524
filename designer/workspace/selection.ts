import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import type { FieldPlace } from '../canvas/entity/field-edits.ts'

export type View = 'canvas' | 'columns' | 'rules' | 'preview' | 'process' | 'report' | 'define' | 'roles' | 'json'

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

  const [file, how] = decodeURIComponent(location.hash.slice(1)).split('|')
  if (file !== undefined && file !== '') open(file, (how as View | undefined) ?? 'canvas')
  watch([path, view], () =>
    history.replaceState(
      history.state,
      '',
      path.value === undefined ? location.pathname : `#${encodeURIComponent(`${path.value}|${view.value}`)}`,
    ),
  )

  return { path, view, place, section, open, select, selectSection }
})
