import { operationAliases, operations } from '@formwork/platform/definition/operations.ts'
import type { Grant, RolesDefinition } from '@formwork/platform/definition/types.ts'

/** What is given on a process or on the workspace, not on records. */
const elsewhere: ReadonlySet<string> = new Set(['start', 'design', 'configure'])
/** Operations on records, in the order of a record's life. */
const onRecords = operations.filter((operation) => !elsewhere.has(operation))
/** Where a workspace is changed as a whole. */
export const WORKSPACE = 'workspace'

/** The operations that can be given on a kind of thing. */
export function operationsOn(kind: string): readonly string[] {
  if (kind === 'entity') return onRecords
  if (kind === 'process') return ['start']
  return kind === WORKSPACE ? ['design', 'configure'] : ['view', 'export']
}

/** The operations of a grant, by their own names. */
export function operationsOf(grant: Grant | undefined): string[] {
  return [...new Set((grant?.operations ?? []).flatMap((each): readonly string[] => operationAliases[each] ?? [each]))]
}

/** The first grant of a role on a resource, and where it stands. */
export function grantOf(
  role: RolesDefinition['roles'][number] | undefined,
  resource: string,
): { grant: Grant; position: number } | undefined {
  const position = role?.grants.findIndex((grant) => grant.resource === resource) ?? -1
  return position < 0 ? undefined : { grant: role!.grants[position]!, position }
}

/** What is given on something that nobody looks at. */
const WITHOUT_VIEW = new Set(['start', 'design', 'configure'])

/** With an operation, or without: who may do anything may look, who may not look may do nothing. */
export function toggledOperations(held: readonly string[], operation: string): string[] {
  if (WITHOUT_VIEW.has(operation)) return held.includes(operation) ? held.filter((each) => each !== operation) : [...held, operation]
  if (held.includes(operation)) return operation === 'view' ? [] : held.filter((each) => each !== operation)
  return operation === 'view' || held.includes('view') ? [...held, operation] : ['view', ...held, operation]
}

/** Days typed for a role: a number of days, a formula, or nothing; what is neither is nothing. */
export function pastDaysOf(typed: string): number | string | undefined {
  const text = typed.trim()
  if (text.startsWith('=')) return text
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined
}
