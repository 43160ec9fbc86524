import { computed, inject, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { labelIn } from '../field/label-in.ts'
import { lookupSourceKey, openChoicesKey, type LookupChoice } from '../lookup/lookup-source.ts'
import { useLookup } from '../lookup/use-lookup.ts'
import type { GridColumn } from './grid-column.ts'
import type { LineRow } from './line-row.ts'

/** What can be chosen in the current cell while typing: records from the server, or the field's own options. */
export function useCellChoices(column: () => GridColumn | undefined, row: () => LineRow | undefined) {
  const { locale } = useI18n()
  const source = inject(lookupSourceKey, undefined)
  const openChoices = inject(openChoicesKey, undefined)
  const mayCreate = computed(() => column()?.assist === 'records' && source?.mayCreate?.(column()?.entity ?? '') === true)
  const lookup = useLookup(() => mayCreate.value)
  const isOpen = ref(false)
  const wasMoved = ref(false)
  /** The text that the choices belong to. */
  const answered = ref<string>()

  function ask(text: string): void {
    const current = column()
    if (current?.assist === undefined || current.assist === 'sheet' || current.assist === 'toggle') return
    isOpen.value = true
    wasMoved.value = false
    if (current.assist === 'options') void askOptions(current, text)
    else void lookup.askSoon(current.entity ?? '', text, current.field, row()).then(() => (answered.value = text))
  }

  async function askOptions(current: GridColumn, text: string): Promise<void> {
    const open = current.field.choices === undefined ? undefined : await openChoices?.(current.field, row())
    if (!isOpen.value || column() !== current) return
    const wanted = text.trim().toLowerCase()
    const all = (current.field.options ?? [])
      .filter((option) => open?.has(option.name) ?? true)
      .map((option) => ({ id: option.name, title: labelIn(option.label, locale.value) }))
    lookup.choices.value = all.filter((option) => option.title.toLowerCase().includes(wanted) || option.id.toLowerCase().startsWith(wanted))
    lookup.active.value = 0
    lookup.state.value = 'ready'
    answered.value = text
  }

  function move(step: number): void {
    wasMoved.value = true
    lookup.move(step)
  }

  /** The mark stands behind the choices: a new record is wanted. */
  const isCreating = (): boolean => wasMoved.value && mayCreate.value && lookup.active.value === lookup.choices.value.length
  const create = async (text: string): Promise<LookupChoice | undefined> => source?.create?.(column()?.entity ?? '', text)

  function close(): void {
    isOpen.value = false
    wasMoved.value = false
    answered.value = undefined
    lookup.reset()
  }

  return {
    isOpen: computed(() => isOpen.value),
    wasMoved,
    answered,
    mayCreate,
    isCreating,
    create,
    choices: lookup.choices,
    active: lookup.active,
    state: lookup.state,
    missing: lookup.missing,
    ask,
    move,
    close,
  }
}
