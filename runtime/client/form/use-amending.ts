import { computed, ref } from 'vue'
import type { useRecord } from './use-record.ts'

/** 变更: fields of a posted record that its definition leaves open are written, without taking its posting back. */
export function useAmending(page: ReturnType<typeof useRecord>) {
  const isAmending = ref(false)
  const amendable = computed(() => page.entity.value?.fields.filter((field) => field.amendable === true).map(({ name }) => name) ?? [])
  const mayAmend = computed(() => amendable.value.length > 0)

  function begin(): void {
    isAmending.value = true
    page.editable.value = amendable.value
  }

  function end(): void {
    isAmending.value = false
    page.editable.value = []
  }

  /** What was typed is forgotten. */
  function cancel(): void {
    end()
    if (page.record.value) page.show(page.record.value)
  }

  return { isAmending, mayAmend, begin, end, cancel }
}
