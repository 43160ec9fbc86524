import { notify } from '@formwork/runtime/ui/notice/notices.ts'
import type { Router } from 'vue-router'
import { api } from '../api/index.ts'
import { applyScratch } from '../form/draft/apply-scratch.ts'
import { filledRows } from '../form/draft/collect-changes.ts'
import { placeProblems } from '../form/draft/place-problems.ts'
import type { RecordDraft } from '../form/draft/record-draft.ts'
import type { useRecord } from '../form/use-record.ts'
import type { useSaving } from '../form/use-saving.ts'
import { i18n } from '../i18n/index.ts'
import type { UnsentDraft } from './unsent-draft.ts'
import { useUnsent } from './unsent.ts'

/** Shows in a form what waits, with what the server said against it; until the form is left it is not sent. */
export async function reopenDraft(
  page: ReturnType<typeof useRecord>,
  saving: ReturnType<typeof useSaving>,
  router: Router,
  slot: string,
): Promise<void> {
  const unsent = useUnsent()
  const kept = await unsent.open(slot)
  // It arrived long ago: an address that was kept, or a page that is read again.
  if (kept === undefined) return void router.replace({ query: {} })
  if (!kept.isOpen) {
    notify('attention', i18n.global.t('unsent.unknown'))
    return void router.replace({ name: 'unsent' })
  }
  const stop = router.afterEach((to) => {
    if (to.query.unsent === slot) return
    stop()
    void unsent.release(slot)
  })
  if (kept.base !== undefined && kept.base.version !== page.record.value?.version) {
    page.failure.value = undefined
    page.show(kept.base)
  }
  const draft = page.draft.value
  if (draft === undefined) return
  applyScratch(draft, kept.body.changes ?? {}, kept.titles)
  nameRows(draft, kept)
  const { refusal = [], isStale, body } = kept
  if (isStale && body.id !== undefined) saving.stale.value = await api.record(body.entity, body.id).catch(() => undefined)
  if (saving.stale.value === undefined) saving.problems.value = placeProblems(draft, refusal)
}

/** What references of the rows are called: without a line nobody else knows. */
function nameRows(draft: RecordDraft, { rowTitles }: UnsentDraft): void {
  for (const [name, table] of draft.tables) {
    const rows = filledRows(table.rows)
    const titles = rowTitles[name] ?? []
    if (titles.length === rows.length) rows.forEach((row, index) => Object.assign(row.titles, titles[index]))
    table.touch()
  }
}
