import { reactive } from 'vue'

/** A short message after something happened. Errors stay until they are closed. */
export interface Notice {
  id: number
  tone: 'good' | 'attention' | 'danger'
  text: string
}

const SHOWN_FOR = 4000

export const notices = reactive<Notice[]>([])
let last = 0

export function notify(tone: Notice['tone'], text: string): void {
  const id = ++last
  notices.push({ id, tone, text })
  if (tone !== 'danger') setTimeout(() => dismiss(id), SHOWN_FOR)
}

export function dismiss(id: number): void {
  const index = notices.findIndex((notice) => notice.id === id)
  if (index >= 0) notices.splice(index, 1)
}
