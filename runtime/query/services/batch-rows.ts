import type { BatchDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { FeelValue } from '@formwork/platform/expression/value.ts'
import { Decimal, CalendarDate, formatId, parseId } from '@formwork/platform/value/index.ts'
import { compileFormula, evaluateFormula } from '../../engine/record/formula.ts'
import type { FactBook } from '../../engine/record/facts.ts'
import { referenceContext } from '../../engine/record/record-context.ts'
import { madeToday } from '../../store/services/batch-records.ts'
import type { Query, QueryContext } from '../query.ts'
import { withMatchedFacts } from '../matched-facts.ts'
import { factBookOf } from '../read-facts.ts'
import { todayOf } from '../reading-source.ts'
import { refuseDefinitionOff } from '../refuse-switched-off.ts'
import { valueToJson } from './match.ts'
import { reportCells, type ReportCell } from './report-cells.ts'

export type BatchRow = Readonly<Record<string, ReportCell>>

/** Rows of one key: what becomes one record. */
export interface BatchGroup {
  readonly key: string
  readonly rows: readonly BatchRow[]
  /** The record that was made of this key today. */
  readonly record: string | null
}

interface BatchRequest {
  readonly batch: string
  readonly parameters?: Record<string, unknown>
  /** Asked by the schedule, which may be switched off. */
  readonly isScheduled?: boolean
}

/** What a batch would make now, by key; asked by people under their rights, by its schedule over all rights. */
export const batchRows: Query = {
  name: 'batch-rows',
  cost: 'long',
  async run(context: QueryContext, request: BatchRequest): Promise<unknown> {
    const definition = requireBatch(context, request.batch)
    if (request.isScheduled === true && !(await isScheduleOn(context, definition))) return { entity: definition.entity, groups: [] }
    const rows = await reportCells(context, definition.report, { ...definition.parameters, ...request.parameters })
    const groups = new Map<string, BatchRow[]>()
    for (const row of rows) {
      const key = await keyOf(context, definition, row)
      if (key !== null) groups.set(key, [...(groups.get(key) ?? []), row])
    }
    const made = await madeToday(context.reading, definition.name, todayOf(context))
    return {
      entity: definition.entity,
      most: definition.most,
      groups: [...groups].map(([key, list]) => {
        const record = made.get(key)
        return { key, rows: list, record: record === undefined ? null : formatId(record) }
      }),
    }
  },
}

/** The same for the schedule and the work itself, over all rights. */
export const batchGroups: Query = { ...batchRows, name: 'batch-groups', internal: true }

/** Errors: `definition-not-found`, `module-off`. */
export function requireBatch({ model }: Pick<QueryContext, 'model'>, name: string): BatchDefinition {
  refuseDefinitionOff(model, 'batch', name)
  const definition = model.batches.get(name)
  if (definition === undefined) throw fail('definition-not-found', { kind: { zh: '批处理', en: 'batch' }, name })
  return definition
}

/** Null for a row that the batch leaves out. */
async function keyOf(context: QueryContext, definition: BatchDefinition, row: BatchRow): Promise<string | null> {
  const facts = factBookOf(context)
  const scope = rowScope(facts, row)
  if (definition.when !== undefined && (await evaluate(context, definition, definition.when, facts, scope)) !== true) return null
  const key = valueToJson(await evaluate(context, definition, definition.key, facts, scope))
  return key === null ? null : Array.isArray(key) ? key.join('/') : String(key)
}

async function isScheduleOn(context: QueryContext, definition: BatchDefinition): Promise<boolean> {
  const { scheduleWhen } = definition
  return scheduleWhen === undefined || (await evaluate(context, definition, scheduleWhen, factBookOf(context), {})) === true
}

/** Errors: `formula-error` with the name of the batch. */
async function evaluate(
  context: QueryContext,
  definition: BatchDefinition,
  text: string,
  facts: FactBook,
  scope: Record<string, FeelValue>,
): Promise<FeelValue> {
  const label = definition.label ?? definition.name
  const formula = compileFormula(text, label, context.registry)
  const { value, diagnostics } = await withMatchedFacts(context, facts, () => evaluateFormula(formula, scope, facts))
  const [diagnostic] = diagnostics
  if (diagnostic !== undefined) throw fail('formula-error', { name: label, reason: diagnostic.message })
  return value
}

/** A row of a report as formulas read it: its columns bare. */
export function rowScope(facts: FactBook, row: BatchRow): Record<string, FeelValue> {
  const scope: Record<string, FeelValue> = { user: facts.user }
  for (const [name, cell] of Object.entries(row)) {
    if (cell === null || typeof cell !== 'object') scope[name] = cell
    else if ('decimal' in cell) scope[name] = Decimal.parse(cell.decimal)
    else if ('date' in cell) scope[name] = CalendarDate.parse(cell.date.slice(0, 10))
    else scope[name] = referenceContext(facts, cell.entity, parseId(cell.record))
  }
  return scope
}
