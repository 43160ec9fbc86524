import type { Draft, DraftFinding } from '../../engine/record/draft.ts'
import type { Unit } from '../unit.ts'

/** Nobody gives a role that gives more than he has. Finding: `grant-exceeds-own` at the field. */
export function checkGrants(unit: Unit, draft: Draft): DraftFinding[] {
  if (draft.plan.name !== 'person') return []
  const before = (draft.header.before?.roles as string[] | null | undefined) ?? []
  const added = ((draft.header.values.roles as string[] | null) ?? []).filter((role) => !before.includes(role))
  if (added.every((role) => unit.authority.mayGrant(role))) return []
  return [{ code: 'grant-exceeds-own', group: draft.plan.header, field: draft.plan.header.byName.get('roles') }]
}
