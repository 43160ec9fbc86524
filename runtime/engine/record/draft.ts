import { namesItsField, type ErrorCode, type ErrorParameters, type FieldError, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { Decimal } from '@formwork/platform/value/index.ts'
import type { EntityPlan } from './entity-plan.ts'
import type { FieldPlan } from './field-plan.ts'
import type { GroupPlan } from './group-plan.ts'
import type { LineValues, StoredRecord } from './stored-record.ts'

/** Values under work: a header or a row. `given` holds what somebody typed in this command, by field name. */
export interface DraftValues {
  readonly values: Record<string, unknown>
  readonly given: Record<string, unknown>
  /** Values as stored, null for what is new. */
  readonly before: Readonly<Record<string, unknown>> | null
}

export interface DraftLine extends DraftValues {
  /** Stable row id; 0 until ids are drawn. */
  id: number
  position: number
  readonly stored: LineValues | null
  /** The client's name for a new row. */
  readonly ref: string | undefined
}

/** A finding with its place; the path is made when all rows stand in their final order. */
export interface DraftFinding {
  readonly code: ErrorCode
  readonly parameters?: ErrorParameters
  readonly group: GroupPlan
  readonly field?: FieldPlan
  readonly line?: DraftLine
  /** Figures behind the message, for those who may read what they are read from. */
  readonly detail?: { readonly text: { readonly zh: string; readonly en: string }; readonly paths: readonly (readonly string[])[] }
}

/** Where a rule does not hold and may let it pass: with a reason, or by an approval. */
export interface DraftException extends DraftFinding {
  readonly name: string
  readonly mode: 'warn' | 'approve'
  readonly size: Decimal
  readonly message: LocalizedText
}

/** A record between what is stored and what will be: the working copy of one command. */
export interface Draft {
  readonly plan: EntityPlan
  readonly before: StoredRecord | null
  readonly header: DraftValues
  /** Rows by lines field, in their final order. */
  readonly lines: Record<string, DraftLine[]>
  readonly removed: Record<string, LineValues[]>
  readonly findings: DraftFinding[]
  readonly exceptions: DraftException[]
}

const nothing: Readonly<Record<string, unknown>> = Object.freeze({})

export function startDraft(plan: EntityPlan, before: StoredRecord | null): Draft {
  const lines: Record<string, DraftLine[]> = {}
  const removed: Record<string, LineValues[]> = {}
  for (const group of plan.lines) {
    lines[group.lines!] = (before?.lines[group.lines!] ?? []).map(startLine)
    removed[group.lines!] = []
  }
  const values = before === null ? { ...plan.header.empty } : { ...before.values }
  return { plan, before, header: { values, given: {}, before: before?.values ?? null }, lines, removed, findings: [], exceptions: [] }
}

function startLine(stored: LineValues): DraftLine {
  return {
    id: stored.id,
    position: stored.position,
    values: { ...stored.values },
    given: nothing,
    before: stored.values,
    stored,
    ref: undefined,
  }
}

/** A new row, not yet in its place. `given` values are in inside form. */
export function newLine(group: GroupPlan, given: Record<string, unknown>, ref?: string): DraftLine {
  return { id: 0, position: 0, values: { ...group.empty, ...given }, given, before: null, stored: null, ref }
}

/** Sets a header value as if somebody had typed it. */
export function assign(target: DraftValues, field: string, value: unknown): void {
  target.values[field] = value
  target.given[field] = value
}

/** Findings with paths: `price`, `lines/3/price` (rows counted from 0; people read the row number in the message). */
export function renderFindings(draft: Draft): FieldError[] {
  return draft.findings.map(({ code, parameters, group, line, field }) => {
    const row = line === undefined || group.lines === null ? -1 : draft.lines[group.lines]!.indexOf(line)
    const place = group.lines === null ? [] : row < 0 ? [group.lines] : [group.lines, String(row)]
    const name = field?.name ?? (code === 'unknown-field' ? String(parameters?.field) : undefined)
    const path = name === undefined ? place : [...place, name]
    const named = field === undefined || namesItsField(code) ? withRow(parameters, row) : { ...parameters, at: atRow(field.label, row) }
    return { code, parameters: named, path: path.length === 0 ? undefined : path.join('/') }
  })
}

/** Names the row where a label stands in the message: 第 4 行“单价”. */
function withRow(parameters: ErrorParameters | undefined, row: number): ErrorParameters | undefined {
  if (row < 0 || parameters === undefined) return parameters
  const key = ['label', 'field', 'name', 'message'].find((candidate) => isText(parameters[candidate]))
  return key === undefined ? parameters : { ...parameters, [key]: atRow(parameters[key] as LocalizedText, row) }
}

function atRow(label: LocalizedText, row: number): LocalizedText {
  if (row < 0) return label
  const zh = typeof label === 'string' ? label : (label.zh ?? label.en)
  const en = typeof label === 'string' ? label : (label.en ?? label.zh)
  return { zh: `第 ${row + 1} 行 ${zh}`, en: `row ${row + 1}, ${en}` }
}

function isText(value: unknown): value is LocalizedText {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && ('zh' in value || 'en' in value))
}
