import { fail } from '@formwork/platform/error/index.ts'
import type { Scope } from '@formwork/platform/expression/value.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'
import { toInside } from '../engine/record/to-inside.ts'
import { assign, newLine, type Draft } from '../engine/record/draft.ts'
import { evaluateFormula } from '../engine/record/formula.ts'
import { lineContext, recordContext, type RecordContext } from '../engine/record/record-context.ts'
import { sameValue } from '../engine/record/same-value.ts'
import type { LineValues, StoredRecord } from '../engine/record/stored-record.ts'
import type { Link } from '../store/links/links.ts'
import type { ConversionPlan, ConvertedField } from './conversion-plan.ts'
import { withFacts } from './load-facts.ts'
import type { Unit } from './unit.ts'

/** A source line and how much of it goes into the target. */
export interface ConvertedLine {
  readonly line: LineValues
  readonly quantity: Decimal
}

export interface ConvertedSource {
  readonly record: StoredRecord
  readonly lines: readonly ConvertedLine[]
  /** Open lines of which less than what is open is taken, since no more was proposed. */
  readonly less: number
}

/** Header fields of the target; several sources, and the draft that takes them, must agree on them. Errors: `sources-differ`. */
export async function fillHeader(unit: Unit, plan: ConversionPlan, draft: Draft, sources: readonly ConvertedSource[]): Promise<void> {
  for (const converted of plan.header) {
    const values: unknown[] = []
    for (const { record } of sources) values.push(await valueOf(unit, converted, { record: recordContext(unit.facts, record) }))
    const present = draft.before === null ? null : (draft.header.values[converted.field.name] ?? null)
    const agreed = present === null ? values[0] : present
    if (values.some((value) => !sameValue(value, agreed))) throw fail('sources-differ', { label: converted.field.label }, 'sources')
    if (values[0] !== null && present === null) assign(draft.header, converted.field.name, values[0])
  }
}

/** One target row for each source line, in the order of the sources. */
export async function fillLines(unit: Unit, plan: ConversionPlan, draft: Draft, sources: readonly ConvertedSource[]): Promise<void> {
  const { lines } = plan.definition
  if (lines === undefined) return
  const group = plan.target.linesByName.get(lines.to)!
  for (const { record, lines: rows } of sources) {
    const context = recordContext(unit.facts, record)
    for (const { line, quantity } of rows) {
      draft.lines[lines.to]!.push(newLine(group, await lineValues(unit, plan, context, line, quantity)))
    }
  }
}

async function lineValues(
  unit: Unit,
  plan: ConversionPlan,
  record: RecordContext,
  line: LineValues,
  quantity: Decimal,
): Promise<Record<string, unknown>> {
  const scope = { record, line: lineContext(unit.facts, plan.source, plan.definition.lines!.from, line, record), quantity }
  const values: Record<string, unknown> = {}
  for (const converted of plan.lines) {
    const value = await valueOf(unit, converted, scope)
    if (value !== null) values[converted.field.name] = value
  }
  const { quantity: target } = plan
  const rounded = target!.type.check(quantity.toString(), target!.definition)
  if (rounded.problem !== undefined) throw fail('too-many-digits', { label: target!.label, scale: target!.scale })
  return { ...values, [target!.name]: rounded.value }
}

async function valueOf(unit: Unit, { field, formula }: ConvertedField, scope: Scope): Promise<unknown> {
  const { value, diagnostics } = await withFacts(unit, () => evaluateFormula(formula, scope, unit.facts))
  const [diagnostic] = diagnostics
  if (diagnostic !== undefined) throw fail('formula-error', { name: formula.label, reason: diagnostic.message })
  if (value === null) return null
  const inside = toInside(field, value)
  if (inside === undefined) {
    throw fail('formula-error', {
      name: formula.label,
      reason: { zh: '结果的类型与字段不符', en: 'the result is of another type than the field' },
    })
  }
  return inside
}

/** A link for every row after the `present` ones; for a conversion of headers one for the record. */
export function linksOf(
  plan: ConversionPlan,
  target: StoredRecord,
  draft: Draft,
  sources: readonly ConvertedSource[],
  present: number,
): Link[] {
  const conversion = plan.definition.name
  const { lines } = plan.definition
  const targetRecord = target.header.id
  if (lines === undefined) {
    return sources.map(({ record }) => ({ conversion, sourceRecord: record.header.id, sourceLine: 0, targetRecord, targetLine: 0 }))
  }
  const rows = draft.lines[lines.to]!
  let index = present
  return sources.flatMap(({ record, lines: converted }) =>
    converted.map(({ line }) => ({
      conversion,
      sourceRecord: record.header.id,
      sourceLine: line.id,
      targetRecord,
      targetLine: rows[index++]!.id,
    })),
  )
}
