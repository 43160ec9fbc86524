import { requestContext, workspaceBase } from '../api/index.ts'

const KEY = 'formwork-look-as'

/** Whose eyes this window looks through; undefined: one's own. */
export function lookedThrough(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined
}

/** A window that was opened as somebody (`?look-as=`) stays so until it is closed or left; it only reads. */
export function beginLookAs(): void {
  const wanted = new URLSearchParams(location.search).get('look-as')
  if (wanted !== null) {
    sessionStorage.setItem(KEY, wanted)
    history.replaceState(history.state, '', workspaceBase)
  }
  requestContext.lookAs = lookedThrough()
}

export function endLookAs(): void {
  sessionStorage.removeItem(KEY)
  location.assign(workspaceBase)
}
