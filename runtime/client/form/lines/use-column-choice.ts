import { useStorage } from '@vueuse/core'
import { computed, type ComputedRef } from 'vue'
import type { GridColumn } from '@formwork/runtime/ui/grid/grid-column.ts'
import { workspaceName } from '../../api/index.ts'

/** How one person likes the columns of one kind of lines. Columns that are not named follow in the order of the definition. */
export interface ColumnChoice {
  order: string[]
  hidden: string[]
  widths: Record<string, number>
  /** How many columns stay in sight while the others scroll sideways; absent: the first. */
  frozen?: number
}

/** Order, width and presence of columns, kept for the person on this device. A required column cannot be hidden. */
export function useColumnChoice(place: string, person: string | undefined, all: ComputedRef<readonly GridColumn[]>) {
  const choice = useStorage<ColumnChoice>(`formwork.columns.${workspaceName}.${person}.${place}`, { order: [], hidden: [], widths: {} })

  const ordered = computed(() => orderColumns(all.value, choice.value.order))
  const columns = computed(() => ordered.value.filter((column) => column.isRequired || !choice.value.hidden.includes(column.name)))
  const widths = computed({
    get: () => choice.value.widths,
    set: (next) => (choice.value = { ...choice.value, widths: next }),
  })

  function show(name: string, isShown: boolean): void {
    const hidden = choice.value.hidden.filter((each) => each !== name)
    choice.value = { ...choice.value, hidden: isShown ? hidden : [...hidden, name] }
  }

  function move(name: string, by: number): void {
    const order = ordered.value.map((column) => column.name)
    const from = order.indexOf(name)
    const to = Math.max(0, Math.min(order.length - 1, from + by))
    order.splice(to, 0, ...order.splice(from, 1))
    choice.value = { ...choice.value, order }
  }

  const frozen = computed({
    get: () => choice.value.frozen ?? 1,
    set: (count) => (choice.value = { ...choice.value, frozen: count }),
  })

  const reset = (): void => void (choice.value = { order: [], hidden: [], widths: {} })

  return { ordered, columns, widths, frozen, choice, show, move, reset }
}

export function orderColumns<Column extends { name: string }>(columns: readonly Column[], order: readonly string[]): Column[] {
  const rank = new Map(order.map((name, index) => [name, index]))
  const place = (column: Column, index: number): number => rank.get(column.name) ?? order.length + index
  return columns
    .map((column, index) => ({ column, place: place(column, index) }))
    .sort((left, right) => left.place - right.place)
    .map(({ column }) => column)
}
