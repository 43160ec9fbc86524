import { describeFieldError, type FieldError } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { startDraft, renderFindings, type Draft, type DraftValues } from '../engine/record/draft.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import type { GroupPlan } from '../engine/record/group-plan.ts'
import { mergeChanges } from '../engine/record/merge-changes.ts'
import { readLive, RecordContext } from '../engine/record/record-context.ts'
import type { PlainScope } from '../engine/record/scope.ts'
import { authorizeChanges, authorizeSave } from './authorize-save.ts'
import { checkRecord } from './check-record.ts'
import { checkReferences } from './check-references.ts'
import { computeRecord, type ComputedDraft } from './compute-record.ts'
import { withFacts } from './load-facts.ts'
import { titleOf } from './record-title.ts'
import type { SaveRequest } from './save-request.ts'
import type { Answer, Unit } from './unit.ts'

/**
 * The dry run of a save: the record as it would be, under the rights of who asks, and everything that is wrong with it.
 * Errors: those of rights, status and version; findings about values come as `problems`.
 */
export async function previewRecord(unit: Unit, request: SaveRequest): Promise<Answer> {
  const plan = planOf(unit.model, unit.registry, request.entity)
  const before = await authorizeSave(unit, plan, request, 'save')
  const draft = startDraft(plan, before)
  mergeChanges(draft, request.changes ?? {})
  await checkReferences(unit, draft)
  const computed = await computeRecord(unit, draft, 'save')
  await checkRecord(unit, computed, 'save')
  await authorizeChanges(unit, computed, 'save')
  return describe(unit, computed)
}

async function describe(unit: Unit, { draft, scopes }: ComputedDraft): Promise<Answer> {
  const { hidden } = unit.authority.fields(draft.plan.name)
  const header = await describeRow(unit, draft.plan.header, '', draft.header, scopes.header, hidden)
  const lines: Record<string, unknown[]> = {}
  for (const group of draft.plan.lines) {
    if (hidden.has(group.lines!)) continue
    lines[group.lines!] = []
    for (const line of draft.lines[group.lines!]!) {
      const row = await describeRow(unit, group, `${group.lines}.`, line, scopes.lines.get(line)!, hidden)
      lines[group.lines!]!.push({ id: line.id === 0 ? null : formatId(line.id), ref: line.ref, ...row })
    }
  }
  return { ...header, lines, problems: problemsOf(unit, draft, hidden) }
}

/** A problem of a hidden field is told without its figures: by the rule of the definition, not by the value. */
function problemsOf(unit: Unit, draft: Draft, hidden: ReadonlySet<string>): unknown[] {
  const isHidden = (finding: FieldError): boolean => finding.path !== undefined && hidden.has(finding.path.replace(/\/\d+\//, '.'))
  return renderFindings(draft)
    .filter((finding) => !isHidden(finding))
    .map((finding) => describeFieldError(finding, unit.command.language))
}

async function describeRow(
  unit: Unit,
  group: GroupPlan,
  prefix: string,
  target: DraftValues,
  scope: PlainScope,
  hidden: ReadonlySet<string>,
): Promise<{ values: Record<string, unknown>; titles: Record<string, string> }> {
  const values: Record<string, unknown> = {}
  const titles: Record<string, string> = {}
  for (const field of group.fields) {
    if (hidden.has(prefix + field.name)) continue
    const value = field.live ? await withFacts(unit, () => readLive(unit.facts, field, scope)) : target.values[field.name]
    values[field.name] =
      value === null || value === undefined ? null : field.live ? liveToJson(value) : field.type.toJson(value, field.definition)
    if (field.target !== undefined && typeof value === 'number') titles[field.name] = await titleOf(unit, field.target, value)
  }
  return { values, titles }
}

/** A live value has the form of the field that it is read from: numbers as text, references by id. */
function liveToJson(value: unknown): unknown {
  if (value instanceof RecordContext) return formatId(RecordContext.idOf(value))
  if (Array.isArray(value)) return value.map(liveToJson)
  return typeof value === 'boolean' ? value : String(value)
}
