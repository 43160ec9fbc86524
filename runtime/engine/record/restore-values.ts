import { assign, newLine, type Draft, type DraftLine, type DraftValues } from './draft.ts'
import type { FieldPlan } from './field-plan.ts'
import type { GroupPlan } from './group-plan.ts'
import { sameValue } from './same-value.ts'
import type { LineValues, StoredRecord } from './stored-record.ts'

/** Something that a change left and that somebody has changed since: its path as the audit writes it, and its field (none: a whole row). */
export interface RestoreConflict {
  readonly path: string
  readonly group: GroupPlan
  readonly field?: FieldPlan
}

/**
 * Puts back what one change of a record did (`before` → `after`) into a draft of what it is now. What others have
 * changed elsewhere stays; the first value or row of that change that is not as it left it is given back, and the draft
 * is of no use then. Formulas are computed again by the caller.
 */
export function restoreValues(draft: Draft, before: StoredRecord, after: StoredRecord): RestoreConflict | undefined {
  const conflict = restoreGroup(draft.plan.header, draft.header, before.values, after.values, '')
  if (conflict !== undefined) return conflict
  for (const group of draft.plan.lines) {
    const inLines = restoreLines(draft, group, before.lines[group.lines!] ?? [], after.lines[group.lines!] ?? [])
    if (inLines !== undefined) return inLines
  }
  return undefined
}

type Values = Readonly<Record<string, unknown>>

function restoreGroup(group: GroupPlan, target: DraftValues, before: Values, after: Values, prefix: string): RestoreConflict | undefined {
  for (const field of typedFields(group)) {
    const [old, set] = [before[field.name] ?? null, after[field.name] ?? null]
    if (sameValue(old, set)) continue
    if (!sameValue(target.values[field.name] ?? null, set)) return { path: prefix + field.name, group, field }
    assign(target, field.name, old)
  }
  return undefined
}

function typedFields(group: GroupPlan): readonly FieldPlan[] {
  return group.fields.filter((field) => !field.live && field.formula === undefined)
}

function restoreLines(
  draft: Draft,
  group: GroupPlan,
  before: readonly LineValues[],
  after: readonly LineValues[],
): RestoreConflict | undefined {
  const name = group.lines!
  const [old, set] = [byId(before), byId(after)]
  const rows: DraftLine[] = []
  for (const line of draft.lines[name]!) {
    const [was, left] = [old.get(line.id), set.get(line.id)]
    if (left === undefined) rows.push(line)
    else if (was === undefined) {
      const touched = typedFields(group).find((field) => !sameValue(line.values[field.name] ?? null, left.values[field.name] ?? null))
      if (touched !== undefined) return { path: `${name}/${line.id}/${touched.name}`, group, field: touched }
      draft.removed[name]!.push(line.stored!)
    } else {
      const row = { ...line, given: {} }
      const conflict = restoreGroup(group, row, was.values, left.values, `${name}/${line.id}/`)
      if (conflict !== undefined) return conflict
      rows.push(row)
    }
  }
  const lost = missingChange(group, draft.lines[name]!, old, after)
  if (lost !== undefined) return { path: `${name}/${lost}/`, group }
  const removed = before.filter((line) => !set.has(line.id)).map((line) => ({ ...newLine(group, { ...line.values }), id: line.id }))
  draft.lines[name] = inOldOrder(rows, removed, before, sameOrder(draft.lines[name]!, after))
  return undefined
}

/** A row whose values the change had set, and that somebody has removed since. */
function missingChange(
  group: GroupPlan,
  current: readonly DraftLine[],
  old: ReadonlyMap<number, LineValues>,
  after: readonly LineValues[],
): number | undefined {
  const present = new Set(current.map((line) => line.id))
  const isChanged = (left: LineValues, was: LineValues): boolean =>
    typedFields(group).some((field) => !sameValue(left.values[field.name] ?? null, was.values[field.name] ?? null))
  return after.find((left) => !present.has(left.id) && old.has(left.id) && isChanged(left, old.get(left.id)!))?.id
}

function byId(lines: readonly LineValues[]): Map<number, LineValues> {
  return new Map(lines.map((line) => [line.id, line]))
}

function sameOrder(current: readonly DraftLine[], after: readonly LineValues[]): boolean {
  const known = byId(after)
  const present = new Set(current.map((line) => line.id))
  const left = current.filter((line) => known.has(line.id)).map((line) => line.id)
  const right = after.filter((line) => present.has(line.id)).map((line) => line.id)
  return left.every((id, index) => id === right[index])
}

/** Rows as they stood before; where others have moved some meanwhile, as they stand. What is new in that order goes behind the row it followed. */
function inOldOrder(
  kept: readonly DraftLine[],
  removed: readonly DraftLine[],
  before: readonly LineValues[],
  wholly: boolean,
): DraftLine[] {
  const rows = new Map([...kept, ...removed].map((row) => [row.id, row]))
  const old = new Set(before.map((line) => line.id))
  const ordered = wholly ? before.flatMap((line) => rows.get(line.id) ?? []) : [...kept]
  const order: readonly { readonly id: number }[] = wholly ? kept : before
  for (const row of wholly ? kept.filter((each) => !old.has(each.id)) : removed) {
    const place = order.findIndex((each) => each.id === row.id)
    const present = new Set(ordered.map((each) => each.id))
    const follows = order.slice(0, place).findLast((each) => present.has(each.id))?.id
    ordered.splice(ordered.findIndex((each) => each.id === follows) + 1, 0, row)
  }
  return ordered
}
