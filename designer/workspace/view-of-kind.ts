import type { View } from './selection.ts'

const VIEWS: Readonly<Record<string, View>> = {
  entity: 'canvas',
  list: 'columns',
  process: 'process',
  report: 'report',
  roles: 'roles',
}
/** How a definition is opened. */
export function viewOfKind(kind: string | undefined): View {
  if (kind === undefined || kind === 'file') return 'json'
  return VIEWS[kind] ?? 'define'
}
