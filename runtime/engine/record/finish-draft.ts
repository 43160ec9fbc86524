import type { Draft, DraftLine } from './draft.ts'
import type { GroupPlan } from './group-plan.ts'
import { placeLines } from './positions.ts'
import { sameValue } from './same-value.ts'
import type { LineValues, RecordHeader, StoredRecord } from './stored-record.ts'

/** What changed, in the words of the store. */
export interface DraftChanges {
  readonly values: Record<string, unknown>
  readonly lines: { field: string; insert: LineValues[]; update: LineValues[]; remove: number[] }[]
}

/** New rows of a draft: how many ids its save needs. */
export function countNewLines(draft: Draft): number {
  let count = 0
  for (const group of draft.plan.lines) for (const line of draft.lines[group.lines!]!) if (line.id === 0) count++
  return count
}

/** Gives ids to new rows, from `firstId` on, and positions to all. */
export function numberLines(draft: Draft, firstId: number): void {
  let next = firstId
  for (const group of draft.plan.lines) {
    const lines = draft.lines[group.lines!]!
    for (const line of lines) if (line.id === 0) line.id = next++
    placeLines(lines)
  }
}

/** The record as it will be. */
export function finishDraft(draft: Draft, header: RecordHeader): StoredRecord {
  const lines: Record<string, LineValues[]> = {}
  for (const group of draft.plan.lines) lines[group.lines!] = draft.lines[group.lines!]!.map(finishLine)
  return { entity: draft.plan.name, header, values: draft.header.values, lines }
}

function finishLine(line: DraftLine): LineValues {
  return { id: line.id, position: line.position, values: line.values }
}

/** The difference to what is stored; of an unsaved record everything. */
export function changesOf(draft: Draft): DraftChanges {
  const values: Record<string, unknown> = {}
  for (const field of draft.plan.header.fields) {
    if (!field.live && !sameValue(draft.header.values[field.name], draft.header.before?.[field.name])) {
      values[field.name] = draft.header.values[field.name]
    }
  }
  const lines = draft.plan.lines
    .map((group) => lineChanges(draft, group))
    .filter((each) => each.insert.length + each.update.length + each.remove.length > 0)
  return { values, lines }
}

function lineChanges(draft: Draft, group: GroupPlan): DraftChanges['lines'][number] {
  const insert: LineValues[] = []
  const update: LineValues[] = []
  for (const line of draft.lines[group.lines!]!) {
    if (line.stored === null) insert.push(finishLine(line))
    else if (line.position !== line.stored.position || isChanged(line, group)) update.push(finishLine(line))
  }
  return { field: group.lines!, insert, update, remove: draft.removed[group.lines!]!.map((line) => line.id) }
}

function isChanged(line: DraftLine, group: GroupPlan): boolean {
  return group.fields.some((field) => !field.live && !sameValue(line.values[field.name], line.before![field.name]))
}

export function hasChanges(changes: DraftChanges): boolean {
  return changes.lines.length > 0 || Object.keys(changes.values).length > 0
}
