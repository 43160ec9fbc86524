export type View = 'canvas' | 'columns' | 'rules' | 'preview' | 'process' | 'report' | 'define' | 'roles' | 'json'

/** What the address of the page names: a definition and how it is looked at; neither at the start page. */
export interface SelectionAddress {
  readonly path?: string
  readonly view?: View
}

/** What follows the `#`; nothing for the start page. */
export function hashOf(path: string | undefined, view: View): string {
  return path === undefined ? '' : `#${encodeURIComponent(`${path}|${view}`)}`
}

/** Reads what follows the `#`; what somebody broke while copying it leads to the start page. */
export function readHash(hash: string): SelectionAddress {
  let text: string
  try {
    text = decodeURIComponent(hash.slice(1))
  } catch {
    return {}
  }
  const [path, view] = text.split('|')
  if (path === undefined || path === '') return {}
  return { path, ...(view === undefined || view === '' ? {} : { view: view as View }) }
}
