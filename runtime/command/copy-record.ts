import { CalendarDate, parseId } from '@formwork/platform/value/index.ts'
import { isCompiled, type FieldPlan } from '../engine/record/field-plan.ts'
import { assign, newLine, startDraft, type Draft } from '../engine/record/draft.ts'
import { planOf, type EntityPlan } from '../engine/record/entity-plan.ts'
import type { GroupPlan } from '../engine/record/group-plan.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { requireRecord, requireRight } from './access.ts'
import { answerOf } from './answer.ts'
import { requireOwnRow } from './authorize-save.ts'
import { checkRecord } from './check-record.ts'
import { computeRecord } from './compute-record.ts'
import { refuseFindings } from './refuse-findings.ts'
import { idSchema, nameSchema, objectSchema } from './request.ts'
import type { SavedRecord } from './saved-record.ts'
import { storeDraft } from './store-draft.ts'
import type { Unit, UseCase } from './unit.ts'

/** A new draft with the values of another record. Errors: `not-permitted`, `unknown-record`, those of a save. */
export const copy: UseCase = {
  name: 'copy',
  request: { ...objectSchema({ entity: nameSchema, id: idSchema }, ['entity', 'id']) },
  help: { zh: '复制为新草稿', en: 'Copies a record into a new draft' },
  async run(unit: Unit, body: { entity: string; id: string }) {
    const plan = planOf(unit.model, unit.registry, body.entity)
    requireRight(unit, 'create', plan)
    const source = await requireRecord(unit, plan, parseId(body.id, 'id'), 'view')
    const { record } = await copyRecord(unit, plan, source)
    return answerOf(unit, record)
  },
}

/** How a record is copied where nobody sits before it. */
export interface WayOfCopying {
  /** Days that are added to every date that is copied. */
  readonly shift?: number
  /** People and departments stay those of the source. */
  readonly keepsPeople?: boolean
}

/** Types whose default of the moment is not copied: when it is, who does it. */
const MOMENTS: ReadonlySet<string> = new Set(['date', 'date-time', 'time'])
const PEOPLE: ReadonlySet<string> = new Set(['member', 'department'])

/**
 * What the person may not write is left to defaults; what must be unique, or is today's or the person's own by default,
 * is made anew.
 */
export async function copyRecord(unit: Unit, plan: EntityPlan, source: StoredRecord, way: WayOfCopying = {}): Promise<SavedRecord> {
  const draft = startDraft(plan, null)
  copyValues(unit, draft, source, way)
  const computed = await computeRecord(unit, draft, 'save')
  await checkRecord(unit, computed, 'save')
  refuseFindings(draft)
  await requireOwnRow(unit, computed, 'create')
  return storeDraft(unit, computed, 'save')
}

function copyValues(unit: Unit, draft: Draft, source: StoredRecord, way: WayOfCopying): void {
  const locked = unit.authority.fields(draft.plan.name).readOnly
  for (const field of draft.plan.header.fields) {
    if (isCopied(field, field.name, locked, way)) assign(draft.header, field.name, shifted(source.values[field.name], way))
  }
  for (const group of draft.plan.lines) {
    if (locked.has(group.lines!)) continue
    draft.lines[group.lines!] = (source.lines[group.lines!] ?? []).map((line) =>
      newLine(group, copiedLine(group, line.values, locked, way)),
    )
  }
}

function copiedLine(
  group: GroupPlan,
  values: Readonly<Record<string, unknown>>,
  locked: ReadonlySet<string>,
  way: WayOfCopying,
): Record<string, unknown> {
  const fields = group.fields.filter((field) => isCopied(field, `${group.lines}.${field.name}`, locked, way))
  return Object.fromEntries(fields.map((field) => [field.name, shifted(values[field.name], way)]))
}

function shifted(value: unknown, { shift = 0 }: WayOfCopying): unknown {
  return value instanceof CalendarDate ? value.addDays(shift) : (value ?? null)
}

function isCopied(field: FieldPlan, path: string, locked: ReadonlySet<string>, { keepsPeople = false }: WayOfCopying): boolean {
  if (field.live || field.formula !== undefined || field.definition.unique === true || locked.has(path)) return false
  // A default that reads nothing of the record is a fact of the moment: today, the person who acts.
  const { type } = field.definition
  const isOfMoment = MOMENTS.has(type) || (!keepsPeople && PEOPLE.has(type))
  return !(isOfMoment && isCompiled(field.default) && field.default.paths.every(([name]) => name === 'user'))
}
