import type { Draft, DraftValues } from '../../engine/record/draft.ts'
import type { GroupPlan } from '../../engine/record/group-plan.ts'
import type { MergedRecords } from '../../engine/record/merged-records.ts'

/** What nobody has posted or submitted yet may still follow: documents that were say what they said. */
const OPEN_STATUS: ReadonlySet<string> = new Set(['draft', 'active'])

/**
 * References to what was merged become the one that stays, at every door: what is given now, and what an unposted record
 * that is saved now still says.
 */
export function followMerged(merged: MergedRecords, draft: Draft): void {
  const isOpen = draft.before === null || OPEN_STATUS.has(draft.before.header.status)
  follow(merged, draft.plan.header, draft.header, isOpen)
  for (const group of draft.plan.lines) for (const line of draft.lines[group.lines!]!) follow(merged, group, line, isOpen)
}

function follow(merged: MergedRecords, group: GroupPlan, target: DraftValues, isOpen: boolean): void {
  for (const { name } of group.references) {
    const isGiven = Object.hasOwn(target.given, name)
    const value = target.values[name]
    if ((!isGiven && !isOpen) || value === null || value === undefined) continue
    const resolved = Array.isArray(value)
      ? [...new Set((value as number[]).map((id) => merged.resolve(id)))]
      : merged.resolve(value as number)
    if (JSON.stringify(resolved) === JSON.stringify(value)) continue
    target.values[name] = resolved
    if (isGiven) target.given[name] = resolved
  }
}
