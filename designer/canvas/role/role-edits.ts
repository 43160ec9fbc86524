import type { Grant, RolesDefinition } from '@formwork/platform/definition/types.ts'

/** Operations of the matrix, in the order of a record's life. */
export const operations = ['view', 'create', 'edit', 'delete', 'submit', 'unpost', 'void', 'close', 'convert', 'export', 'print'] as const

/** The first grant of a role on a resource, and where it stands. */
export function grantOf(
  role: RolesDefinition['roles'][number] | undefined,
  resource: string,
): { grant: Grant; position: number } | undefined {
  const position = role?.grants.findIndex((grant) => grant.resource === resource) ?? -1
  return position < 0 ? undefined : { grant: role!.grants[position]!, position }
}

/** With an operation, or without: who may do anything may look, who may not look may do nothing. */
export function toggledOperations(held: readonly string[], operation: string): string[] {
  if (held.includes(operation)) return operation === 'view' ? [] : held.filter((each) => each !== operation)
  return operation === 'view' || held.includes('view') ? [...held, operation] : ['view', ...held, operation]
}
