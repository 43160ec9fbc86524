import type { View } from './selection.ts'

const VIEWS: Readonly<Record<string, View>> = {
  entity: 'canvas',
  list: 'columns',
  process: 'process',
  report: 'report',
  roles: 'roles',
}
/** What is written rather than chosen: stories with steps and values of every kind. */
const WRITTEN = new Set(['sample', 'scenario', 'file'])

/** How a definition is opened. */
export function viewOfKind(kind: string | undefined): View {
  if (kind === undefined || WRITTEN.has(kind)) return 'json'
  return VIEWS[kind] ?? 'define'
}
