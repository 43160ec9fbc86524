import { useDebounceFn } from '@vueuse/core'
import { onScopeDispose, ref } from 'vue'
import { api } from '../../api/index.ts'
import type { LiveFormulas } from '../live/live-formulas.ts'
import { adoptPreview } from './adopt-preview.ts'
import { collectChanges, filledRows } from './collect-changes.ts'
import type { RecordDraft } from './record-draft.ts'

/** Long enough that fast typing makes one request, short enough that a price is there when one looks up. */
const PAUSE = 250

/** Asks the server for what the browser cannot compute: a dry run of the same save. */
export function usePreview(draft: () => RecordDraft | undefined, live: () => LiveFormulas | undefined) {
  const isAsking = ref(false)
  let abort: AbortController | undefined

  async function ask(): Promise<void> {
    const current = draft()
    const formulas = live()
    if (current === undefined || formulas === undefined || !formulas.formulas.needsServer) return
    abort?.abort()
    abort = new AbortController()
    const { signal } = abort
    const asked = new Map([...current.tables].map(([name, table]) => [name, filledRows(table.rows)]))
    isAsking.value = true
    try {
      const body = {
        entity: current.entity.name,
        ...(current.id === undefined ? {} : { id: current.id, version: current.base?.version }),
        changes: collectChanges(current),
      }
      const answer = await api.preview(body, signal)
      if (signal.aborted || draft() !== current) return
      const rows = adoptPreview(current, answer, asked)
      formulas.computeAll()
      if (rows.length > 0) for (const table of current.tables.values()) table.touch()
      current.touchHeader()
    } catch {
      // A preview that fails changes nothing: saving says what is wrong.
    } finally {
      if (!signal.aborted) isAsking.value = false
    }
  }

  const askSoon = useDebounceFn(ask, PAUSE)
  onScopeDispose(() => abort?.abort())
  return { isAsking, ask, askSoon }
}
