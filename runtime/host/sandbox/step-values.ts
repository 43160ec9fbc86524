import type { Model } from '@formwork/platform/definition/model.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { compileExpression, evaluateStrict } from '@formwork/platform/expression/index.ts'
import { requireContribution, type Registry } from '@formwork/platform/plugin/registry.ts'
import { Decimal, formatId } from '@formwork/platform/value/index.ts'
import type { LineOperation } from '../../engine/record/merge-changes.ts'

/** What the values of a step need to be read: names become ids, formulas values. */
export interface StepContext {
  readonly model: Model
  readonly registry: Registry
  readonly timeZone: string
  readonly now: number
  /** Which of the texts `{ "zh", "en" }` a record gets. */
  readonly language: 'zh' | 'en'
  findId(entity: string, called: string): Promise<number>
  /** Row ids by lines field of the record as it stands; none for a new one. */
  readonly rowIds: Readonly<Record<string, readonly number[]>>
}

export interface StepChanges {
  values: Record<string, unknown>
  lines: Record<string, LineOperation[]>
}

/**
 * Business words to the changes of a save. A list of lines replaces the lines of the record; a line with `row` (from 1)
 * changes that one, with `remove: true` takes it away. Errors: `unknown-entity`, `unknown-name`, `formula-error`.
 */
export async function readStepValues(
  context: StepContext,
  entityName: string,
  values: Readonly<Record<string, unknown>>,
): Promise<StepChanges> {
  const entity = context.model.entities.get(entityName)
  if (entity === undefined) throw fail('unknown-entity', { entity: entityName })
  const changes: StepChanges = { values: {}, lines: {} }
  for (const [name, value] of Object.entries(values)) {
    const field = entity.fields.find((each) => each.name === name)
    if (field?.type === 'lines' && Array.isArray(value)) {
      changes.lines[name] = await readLines(context, field, value as Record<string, unknown>[])
    } else changes.values[name] = await readStepValue(context, field, value)
  }
  return changes
}

async function readLines(
  context: StepContext,
  linesField: FieldDefinition,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<LineOperation[]> {
  const ids = context.rowIds[linesField.name] ?? []
  const namesRows = rows.some((row) => row.row !== undefined)
  const operations: LineOperation[] = namesRows ? [] : ids.map((id) => ({ do: 'remove', id: formatId(id) }))
  for (const { row: position, remove, ...cells } of rows) {
    const values: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(cells)) {
      values[name] = await readStepValue(
        context,
        linesField.fields?.find((each) => each.name === name),
        value,
      )
    }
    if (position === undefined) operations.push({ do: 'insert', values })
    else operations.push(remove === true ? { do: 'remove', id: rowId(ids, position) } : { do: 'update', id: rowId(ids, position), values })
  }
  return operations
}

function rowId(ids: readonly number[], position: unknown): string {
  const id = ids[Number(position) - 1]
  // An id that no row has: the command says what is wrong with it.
  return id === undefined ? String(9_007_199_254_740_991) : formatId(id)
}

/** One value: a formula is computed, a reference is looked up by what people call the record. */
export async function readStepValue(context: StepContext, field: FieldDefinition | undefined, value: unknown): Promise<unknown> {
  if (typeof value === 'string' && value.startsWith('=')) return computeValue(context, value)
  if (isTold(value)) return value[context.language]
  if (namesRecord(value)) return formatId(await context.findId(value.entity, value.idOf))
  const target = field === undefined ? undefined : referencedEntity(context.registry, field)
  if (target === undefined || value === null) return value
  if (Array.isArray(value)) {
    return Promise.all(
      value.map(async (each) => (typeof each === 'string' ? formatId(await context.findId(target, each)) : (each as unknown))),
    )
  }
  return typeof value === 'string' && value !== '' ? formatId(await context.findId(target, value)) : value
}

/** `{ "entity": "note", "idOf": "first" }`: the id of a record, for a field that has it as a text. */
function namesRecord(value: unknown): value is { entity: string; idOf: string } {
  return typeof value === 'object' && value !== null && 'entity' in value && 'idOf' in value
}

/** `{ "zh": "现金", "en": "Cash" }`: a text that is said in the language of whoever begins. */
function isTold(value: unknown): value is Record<'zh' | 'en', string> {
  if (typeof value !== 'object' || value === null) return false
  return Object.keys(value).toSorted().join() === 'en,zh' && Object.values(value).every((text) => typeof text === 'string')
}

/** The entity that a field's values are ids of; undefined for plain values. */
function referencedEntity(registry: Registry, field: FieldDefinition): string | undefined {
  return requireContribution(registry, 'fields', field.type).column({ ...field, multiple: false }).reference
}

function computeValue({ now, timeZone }: StepContext, text: string): unknown {
  const value = evaluateStrict(compileExpression(text.slice(1)), {}, text, { now, timeZone })
  if (value instanceof Decimal) return value.toString()
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? String(value) : value
}
