import { useDebounceFn } from '@vueuse/core'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { inject, ref, shallowRef } from 'vue'
import { lookupSourceKey, type LookupChoice } from './lookup-source.ts'

const PAUSE = 150

/** A list of choices that follows what is typed; behind the last one stands making a new record, where one may. An answer that comes too late is not shown, but whoever asked still gets it. */
export function useLookup(mayCreate: () => boolean = () => false) {
  const source = inject(lookupSourceKey)
  const choices = shallowRef<LookupChoice[]>([])
  const active = ref(0)
  const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle')
  let round = 0

  async function ask(entity: string, text: string, field: FieldDefinition): Promise<LookupChoice[]> {
    const mine = ++round
    state.value = 'loading'
    try {
      const found = (await source?.find(entity, text.trim(), field)) ?? []
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

  const askSoon = useDebounceFn(ask, PAUSE)

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

  return { choices, active, state, ask, askSoon, move, reset }
}
