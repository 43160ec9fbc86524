import { dismiss, notices } from '@formwork/runtime/ui/notice/notices.ts'
import { nextTick } from 'vue'
import type { Router } from 'vue-router'
import { newKey } from '../api/attempt.ts'
import { filledRows } from '../form/draft/collect-changes.ts'
import type { useLeaving } from '../form/use-leaving.ts'
import type { useRecord } from '../form/use-record.ts'
import type { useSaving } from '../form/use-saving.ts'
import { i18n } from '../i18n/index.ts'
import { useUnsent } from './unsent.ts'

/**
 * Puts what was to be saved among what waits for the line, and leaves the form: what waits is changed by opening it there.
 * Where the browser keeps nothing, the form stays as it is.
 */
export async function keepDraft(
  page: ReturnType<typeof useRecord>,
  saving: ReturnType<typeof useSaving>,
  leaving: ReturnType<typeof useLeaving>,
  router: Router,
  slot = newKey(),
): Promise<void> {
  const draft = page.draft.value
  const unanswered = saving.unanswered.value
  if (draft === undefined || unanswered === undefined) return
  await useUnsent().keep({
    slot,
    at: Date.now(),
    ...unanswered,
    isOpen: false,
    base: page.record.value,
    titles: draft.header.titles,
    rowTitles: Object.fromEntries([...draft.tables].map(([name, table]) => [name, filledRows(table.rows).map(({ titles }) => titles)])),
  })
  draft.isDirty.value = false
  leaving.release()
  // That one should try again is no longer true.
  const untrue = [i18n.global.t('problem.offlineKept'), i18n.global.t('unsent.submitLater')]
  for (const { id, text } of [...notices]) if (untrue.includes(text)) dismiss(id)
  await nextTick()
  await router.replace({ name: 'unsent', query: { kept: slot } })
}
