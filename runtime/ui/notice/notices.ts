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

/** What is said again replaces what was said: ten switches turned are one “saved”, not ten. */
export function notify(tone: Notice['tone'], text: string): void {
  const said = notices.find((notice) => notice.tone === tone && notice.text === text)
  if (said !== undefined) dismiss(said.id)
  const id = ++last
  notices.push({ id, tone, text })
  if (tone !== 'danger') setTimeout(() => dismiss(id), SHOWN_FOR)
}

export function dismiss(id: number): void {
  const index = notices.findIndex((notice) => notice.id === id)
  if (index >= 0) notices.splice(index, 1)
}
