import { useDebounceFn } from '@vueuse/core'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { inject, ref, shallowRef } from 'vue'
import type { LineRow } from '../grid/line-row.ts'
import { askingPlaceKey, askingRowKey, lookupSourceKey, type LookupChoice } from './lookup-source.ts'

const PAUSE = 150

/** A list of choices that follows what is typed; behind the last one stands making a new record, where one may. An answer that comes too late is not shown, but whoever asked still gets it. */
export function useLookup(mayCreate: () => boolean = () => false) {
  const source = inject(lookupSourceKey)
  const placeOf = inject(askingPlaceKey, undefined)
  const rowOf = inject(askingRowKey, undefined)
  const choices = shallowRef<LookupChoice[]>([])
  const active = ref(0)
  const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle')
  /** What must be filled in before there is anything to choose from. */
  const missing = shallowRef<readonly string[]>([])
  let round = 0

  /** `row`: the row of lines that the field stands in. */
  async function ask(entity: string, text: string, field: FieldDefinition, row?: LineRow): Promise<LookupChoice[]> {
    const mine = ++round
    state.value = 'loading'
    try {
      const place = placeOf?.(field, row ?? rowOf?.())
      missing.value = place?.missing ?? []
      const found = (await source?.find(entity, text.trim(), field, place)) ?? []
      if (mine !== round) return found
      choices.value = found
      active.value = 0
      state.value = 'ready'
      return found
    } catch {
      if (mine === round) state.value = 'failed'
      return []
    }
  }

  const pause = useDebounceFn(ask, PAUSE)
  /** From the first letter on nothing is offered as new: what is typed may be there. */
  function askSoon(...question: Parameters<typeof ask>): ReturnType<typeof pause> {
    state.value = 'loading'
    return pause(...question)
  }

  function move(step: number): void {
    const count = choices.value.length + (mayCreate() ? 1 : 0)
    if (count > 0) active.value = (active.value + step + count) % count
  }

  function reset(): void {
    round++
    choices.value = []
    active.value = 0
    state.value = 'idle'
  }

  return { choices, active, state, missing, ask, askSoon, move, reset }
}
