import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Question } from './parts/confirm-sheet.vue'

/** Asks before a page with unsaved input is left, whichever way. */
export function useLeaving(isDirty: () => boolean) {
  const { t } = useI18n()
  const question = ref<Question>()
  let decide: ((mayLeave: boolean) => void) | undefined
  let isReleased = false

  useEventListener('beforeunload', (event) => {
    if (isDirty() && !isReleased) event.preventDefault()
  })

  function guard(): Promise<boolean> | boolean {
    if (!isDirty() || isReleased) return true
    question.value = { title: t('leave.title'), text: t('leave.text'), confirm: t('leave.confirm'), isDangerous: true }
    return new Promise((resolve) => (decide = resolve))
  }

  function answer(mayLeave: boolean): void {
    question.value = undefined
    decide?.(mayLeave)
    decide = undefined
  }

  return { question, guard, answer, release: () => (isReleased = true), hold: () => (isReleased = false) }
}
