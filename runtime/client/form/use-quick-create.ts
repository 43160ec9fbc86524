import type { LookupChoice } from '@formwork/runtime/ui/lookup/lookup-source.ts'
import { shallowRef } from 'vue'
import { useLookupSource } from '../shell/lookup-source.ts'

interface Asked {
  entity: string
  text: string
  settle: (choice: LookupChoice | undefined) => void
}

/** Look-ups of this page may make the record that they do not find; `asked` is the one that is being made. */
export function useQuickCreate() {
  const asked = shallowRef<Asked>()
  useLookupSource((entity, text) => new Promise((settle) => (asked.value = { entity, text, settle })))

  function finish(choice: LookupChoice | undefined): void {
    asked.value?.settle(choice)
    asked.value = undefined
  }
  return { asked, finish }
}
