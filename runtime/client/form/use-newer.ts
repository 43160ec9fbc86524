import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { api, type RecordData } from '../api/index.ts'
import { useLive } from '../notice/live.ts'

/** Several commands in a row (an approval that posts) are one piece of news. */
const PAUSE = 400

/**
 * Somebody saved the record that is open. Where nothing was typed the page simply shows it as it is now;
 * otherwise `newer` holds it until the person decides.
 */
export function useNewer(
  entity: string,
  record: ShallowRef<RecordData | undefined>,
  page: { isBusy: () => boolean; isDirty: () => boolean; show: (fresh: RecordData) => void },
) {
  const newer = shallowRef<RecordData>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const end = useLive().onRecord((happening) => {
    if (happening.entity !== entity || happening.id !== record.value?.id) return
    clearTimeout(timer)
    timer = setTimeout(() => void look(), PAUSE)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    end()
  })

  async function look(): Promise<void> {
    const id = record.value?.id
    if (id === undefined || page.isBusy()) return
    const fresh = await api.record(entity, id).catch(() => undefined)
    const current = record.value
    if (fresh === undefined || page.isBusy() || current === undefined || fresh.version <= current.version) return
    if (page.isDirty() || isTyping()) newer.value = fresh
    else page.show(fresh)
  }

  return newer
}

/** What stands in an open editor is not in the draft yet, and would go with it. */
function isTyping(): boolean {
  const active = document.activeElement
  const isText = active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement
  return isText && active.value !== '' && active.closest('#page') !== null
}
