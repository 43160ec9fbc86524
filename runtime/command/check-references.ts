import type { Draft, DraftFinding, DraftLine, DraftValues } from '../engine/record/draft.ts'
import type { FieldPlan } from '../engine/record/field-plan.ts'
import type { GroupPlan } from '../engine/record/group-plan.ts'
import { sameValue } from '../engine/record/same-value.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { andThen, forEachInTurn } from '../store/and-then.ts'
import type { MaybePromise } from '../store/database.ts'
import { followMerged } from './merge/follow-merged.ts'
import { matchesRows } from './match-rows.ts'
import type { Unit } from './unit.ts'

/** One reference that somebody chose. */
interface Choice {
  readonly group: GroupPlan
  readonly field: FieldPlan
  readonly line: DraftLine | undefined
  readonly id: number
}

/**
 * References that were chosen now must exist, be visible to who chose them, and be in use; their filters are judged when
 * everything is computed. A record that may not be seen is as if it did not exist. Findings: `unknown-record`, `not-selectable`.
 */
export function checkReferences(unit: Unit, draft: Draft): MaybePromise<void> {
  if (!unit.facts.merged.isEmpty) followMerged(unit.facts.merged, draft)
  const seen: Seen = new Map()
  return forEachInTurn(choicesOf(draft), (choice) =>
    andThen(judge(unit, choice, seen), (verdict) => {
      if (verdict !== 'fine') draft.findings.push(describe(unit, choice, verdict))
    }),
  )
}

/** Records whose row somebody may see or not, by id: asked once however many lines name them. */
type Seen = Map<number, Promise<boolean>>

function choicesOf(draft: Draft): Choice[] {
  const choices: Choice[] = []
  collect(choices, draft.plan.header, draft.header, undefined)
  for (const group of draft.plan.lines) for (const line of draft.lines[group.lines!]!) collect(choices, group, line, line)
  return choices
}

function collect(choices: Choice[], group: GroupPlan, target: DraftValues, line: DraftLine | undefined): void {
  for (const field of group.references) {
    if (!Object.hasOwn(target.given, field.name)) continue
    const value = target.values[field.name]
    if (value === null || sameValue(value, target.before?.[field.name])) continue
    for (const id of Array.isArray(value) ? (value as number[]) : [value as number]) choices.push({ group, field, line, id })
  }
}

type Verdict = 'fine' | 'unknown' | 'disabled'

/** At once where the record is known already: a document has many references to the same few. */
function judge(unit: Unit, { field, id }: Choice, seen: Seen): MaybePromise<Verdict> {
  const found = unit.loadHeader(field.target!, id)
  return found instanceof Promise ? found.then((record) => judgeRecord(unit, field, record, seen)) : judgeRecord(unit, field, found, seen)
}

function judgeRecord(unit: Unit, field: FieldPlan, record: StoredRecord | undefined, seen: Seen): MaybePromise<Verdict> {
  if (record === undefined || record.header.deletedAt !== null) return 'unknown'
  const verdict = isDisabled(record) ? 'disabled' : 'fine'
  if (isOrganisation(field) || unit.authority.rows(record.entity, 'view') === 'all') return verdict
  const { id } = record.header
  let asked = seen.get(id)
  if (asked === undefined) seen.set(id, (asked = matchesRows(unit, record, 'view')))
  return asked.then((isSeen) => (isSeen ? verdict : 'unknown'))
}

/** Colleagues and departments can be named by everybody, as on paper; their other fields stay under the role's rights. */
function isOrganisation(field: FieldPlan): boolean {
  return field.definition.type === 'member' || field.definition.type === 'department'
}

function isDisabled(record: StoredRecord): boolean {
  return record.header.status === 'disabled' || record.header.status === 'voided' || record.values.disabled === true
}

function describe(unit: Unit, { group, field, line, id }: Choice, verdict: string): DraftFinding {
  const entity = unit.model.entities.get(field.target!)?.label ?? field.target!
  if (verdict === 'unknown') return { code: 'unknown-record', parameters: { entity, id }, group, field, line }
  return { code: 'not-selectable', parameters: { label: field.label }, group, field, line }
}
