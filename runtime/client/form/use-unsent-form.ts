import { useRouter } from 'vue-router'
import type { useLeaving } from './use-leaving.ts'
import type { useRecord } from './use-record.ts'
import type { useSaving } from './use-saving.ts'

/** What a form has to do with the drafts that wait for a line (待上传). */
export function useUnsentForm(
  page: ReturnType<typeof useRecord>,
  saving: ReturnType<typeof useSaving>,
  leaving: ReturnType<typeof useLeaving>,
) {
  const router = useRouter()
  /** Waits, and is mended in this form. */
  const { unsent: slot } = router.currentRoute.value.query as { unsent?: string }
  const queue = () => import('../unsent/index.ts')

  /** Fetches the queue while there is a line, and shows what is mended here. */
  async function begin(): Promise<void> {
    const found = await queue().catch(() => undefined)
    if (slot !== undefined) await found?.reopenDraft(page, saving, router, slot)
  }

  /** A draft that got no answer waits in this browser; what cannot be kept there stays in the form. */
  async function keep(): Promise<void> {
    if (saving.unanswered.value === undefined || page.entity.value?.nature !== 'document') return
    await queue()
      .then(({ keepDraft }) => keepDraft(page, saving, leaving, router, slot))
      .catch(() => undefined)
  }

  /** What was typed here is with the server, or was given up. */
  async function settled(): Promise<void> {
    page.draft.value!.isDirty.value = false
    if (slot !== undefined) await (await queue()).useUnsent().discard(slot)
  }

  return { begin, keep, settled }
}
