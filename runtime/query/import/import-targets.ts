import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import type { FieldPlan } from '../../engine/record/field-plan.ts'
import type { QueryContext } from '../query.ts'

/** A field that a column of a file can go to. */
export interface ImportTarget {
  /** `code`, in lines `lines.price`; `number` finds documents, and is never written. */
  readonly to: string
  readonly labels: readonly string[]
  readonly label: string
  readonly field: FieldPlan | undefined
  /** The lines field that it belongs to. */
  readonly lines: string | null
  readonly isRequired: boolean
  /** Known records can be found by it. */
  readonly isKey: boolean
}

const NUMBER = { zh: '编号', en: 'Number' }

/** What this person may fill from a file: no formulas, no live figures, no files, nothing closed to him. */
export function importTargets(context: QueryContext, entity: string): ImportTarget[] {
  const plan = planOf(context.model, context.registry, entity)
  const { hidden, readOnly } = authorityOf(context.model, context.organisation, context.actor).fields(entity)
  const number: ImportTarget = {
    to: 'number',
    labels: [NUMBER.zh, NUMBER.en, 'number'],
    label: NUMBER[context.language],
    field: undefined,
    lines: null,
    isRequired: false,
    isKey: true,
  }
  const targets = plan.entity.number === undefined || plan.header.byName.has('number') ? [] : [number]
  for (const group of [plan.header, ...plan.lines]) {
    if (group.closed || hidden.has(group.lines ?? '') || readOnly.has(group.lines ?? '')) continue
    for (const field of group.fields) {
      const to = group.lines === null ? field.name : `${group.lines}.${field.name}`
      if (!isFillable(field) || hidden.has(to) || readOnly.has(to)) continue
      const isUnique = field.definition.unique === true || plan.uniques.some(({ fields }) => fields.length === 1 && fields[0] === field)
      targets.push({
        to,
        ...wordsFor(context, field, group.lines === null ? undefined : group.label),
        field,
        lines: group.lines,
        isRequired: field.required === true && field.default === undefined,
        isKey: group.lines === null && field.kind === 'text' && (isUnique || field.name === 'code'),
      })
    }
  }
  return targets
}

function isFillable(field: FieldPlan): boolean {
  return !field.live && field.formula === undefined && field.readOnly !== true && field.kind !== 'none' && field.type.files === undefined
}

function wordsFor(context: QueryContext, { label, name, definition }: FieldPlan, group: LocalizedText | undefined) {
  const own = [localize(label, 'zh'), localize(label, 'en'), name, ...(definition.headings ?? [])]
  const groups = group === undefined ? [] : [localize(group, 'zh'), localize(group, 'en')]
  return {
    label: localize(label, context.language),
    labels: [...own, ...groups.flatMap((head) => own.flatMap((text) => [`${head}.${text}`, `${head} ${text}`, head + text]))],
  }
}
