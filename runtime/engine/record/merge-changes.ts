import { fail, type ErrorCode } from '@formwork/platform/error/index.ts'
import { describeJsonType, isJsonObject, tryParseId } from '@formwork/platform/value/index.ts'
import { newLine, type Draft, type DraftLine, type DraftValues } from './draft.ts'
import type { FieldPlan } from './field-plan.ts'
import type { GroupPlan } from './group-plan.ts'

/** What a save carries: header fields and line operations by row id. Absent means unchanged, null means empty. */
export interface Changes {
  readonly values?: Readonly<Record<string, unknown>>
  readonly lines?: Readonly<Record<string, readonly LineOperation[]>>
}

/** A row is named by its id, or, when it is new in the same changes, by its `ref`. */
export type LineOperation =
  | { readonly do: 'insert'; readonly ref?: string; readonly before?: string; readonly values?: Readonly<Record<string, unknown>> }
  | { readonly do: 'update'; readonly id: string; readonly values: Readonly<Record<string, unknown>> }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'move'; readonly id: string; readonly before?: string | null }

/**
 * Reads typed values (JSON form) into the draft. Findings about values are collected; what cannot be understood at all
 * is refused at once. Errors: `unknown-field` (also names of system columns), `wrong-type`, `unknown-line`, those of field types.
 */
export function mergeChanges(draft: Draft, changes: Changes): void {
  if (changes.values !== undefined) mergeValues(draft, draft.plan.header, draft.header, changes.values, undefined)
  if (changes.lines === undefined) return
  for (const name of Object.keys(changes.lines)) {
    const group = draft.plan.linesByName.get(name)
    if (group === undefined) throw fail('unknown-field', { field: name }, name)
    mergeLines(draft, group, changes.lines[name]!)
  }
}

function mergeValues(
  draft: Draft,
  group: GroupPlan,
  target: DraftValues,
  values: Readonly<Record<string, unknown>>,
  line: DraftLine | undefined,
): void {
  for (const name of Object.keys(values)) {
    const field = group.byName.get(name)
    if (field === undefined) {
      draft.findings.push({ code: 'unknown-field', parameters: { field: name.slice(0, 100) }, group, line })
      continue
    }
    mergeValue(draft, group, target, field, values[name], line)
  }
}

function mergeValue(
  draft: Draft,
  group: GroupPlan,
  target: DraftValues,
  field: FieldPlan,
  json: unknown,
  line: DraftLine | undefined,
): void {
  if (field.live || field.formula !== undefined) {
    draft.findings.push({ code: 'field-not-writable', parameters: { field: field.label }, group, field, line })
    return
  }
  let value: unknown = null
  if (json !== null) {
    const checked = field.type.check(json, field.definition)
    if (checked.problem !== undefined) {
      draft.findings.push({
        code: checked.problem.code as ErrorCode,
        parameters: { label: field.label, ...checked.problem.parameters },
        group,
        field,
        line,
      })
      return
    }
    value = emptyToNull(checked.value)
  }
  target.values[field.name] = value
  target.given[field.name] = value
}

/** An empty text or list is nothing. */
function emptyToNull(value: unknown): unknown {
  return value === '' || (Array.isArray(value) && value.length === 0) ? null : value
}

function mergeLines(draft: Draft, group: GroupPlan, operations: readonly LineOperation[]): void {
  const name = group.lines!
  if (!Array.isArray(operations)) {
    throw fail('wrong-type', { expected: { zh: '列表', en: 'a list' }, actual: describeJsonType(operations) }, name)
  }
  const rows = new RowList(draft.lines[name]!, name)
  for (const operation of operations as readonly LineOperation[]) applyOperation(draft, group, rows, operation)
  draft.lines[name] = rows.inOrder()
}

function applyOperation(draft: Draft, group: GroupPlan, rows: RowList, operation: LineOperation): void {
  switch (operation.do) {
    case 'insert': {
      const line = newLine(group, {}, operation.ref)
      mergeValues(draft, group, line, readValues(operation.values ?? {}, group), line)
      rows.insert(line, operation.before)
      return
    }
    case 'update': {
      const line = rows.toUpdate(operation.id)
      mergeValues(draft, group, line, readValues(operation.values, group), line)
      return
    }
    case 'remove': {
      const line = rows.remove(operation.id)
      if (line.stored !== null) draft.removed[group.lines!]!.push(line.stored)
      return
    }
    case 'move': {
      const line = rows.remove(operation.id)
      rows.insert(line, operation.before ?? undefined)
      return
    }
    default:
      throw fail(
        'bad-request',
        { reason: { zh: '明细操作应为 insert、update、remove 或 move', en: 'a line operation is insert, update, remove or move' } },
        group.lines!,
      )
  }
}

function readValues(values: unknown, group: GroupPlan): Readonly<Record<string, unknown>> {
  if (isJsonObject(values)) return values
  throw fail('wrong-type', { expected: { zh: '对象', en: 'an object' }, actual: describeJsonType(values) }, group.lines!)
}

/** Rows in order, found by id or by the ref of a new one. */
class RowList {
  readonly #rows: DraftLine[]
  readonly #path: string

  constructor(rows: DraftLine[], path: string) {
    this.#rows = rows
    this.#path = path
  }

  inOrder(): DraftLine[] {
    return this.#rows
  }

  insert(line: DraftLine, before: string | undefined): void {
    if (before === undefined) this.#rows.push(line)
    else this.#rows.splice(this.#find(before), 0, line)
  }

  remove(id: string): DraftLine {
    return this.#rows.splice(this.#find(id), 1)[0]!
  }

  /** The row, ready to take typed values. */
  toUpdate(id: string): DraftLine {
    const index = this.#find(id)
    const line = this.#rows[index]!
    if (!Object.isFrozen(line.given)) return line
    return (this.#rows[index] = { ...line, given: {} })
  }

  #find(id: string): number {
    const number = tryParseId(id)
    const index = this.#rows.findIndex((row) => (number !== undefined && row.id === number) || (row.ref !== undefined && row.ref === id))
    if (index < 0) throw fail('unknown-line', { id: String(id).slice(0, 50) }, this.#path)
    return index
  }
}
