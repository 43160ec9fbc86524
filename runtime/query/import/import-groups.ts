import { describeFieldError, type FieldError } from '@formwork/platform/error/index.ts'
import type { ImportedRow } from '../../store/content/imports.ts'
import type { ImportContent, ImportProblem } from './import-content.ts'
import type { ImportReferences } from './import-references.ts'
import type { ImportTarget } from './import-targets.ts'
import { readCell } from './read-cell.ts'

/** A mapped column of the file. */
export interface MappedColumn {
  readonly column: number
  readonly target: ImportTarget
}

/** One record of the file, read: JSON values of the header, rows of lines, and what could not be read. */
export interface ImportGroup {
  readonly head: number
  readonly rows: readonly number[]
  readonly values: Record<string, unknown>
  readonly lines: Record<string, Record<string, unknown>[]>
  /** Rows of the file by lines field and position, so that a finding about a line names its row. */
  readonly lineRows: Record<string, number[]>
  /** What the key column says. */
  readonly key: string | null
  readonly problems: ImportProblem[]
}

export function mappedColumns(content: ImportContent, targets: readonly ImportTarget[]): MappedColumn[] {
  return content.columns.flatMap((to, column) => {
    const target = to === null ? undefined : targets.find((each) => each.to === to)
    return target === undefined ? [] : [{ column, target }]
  })
}

/** Texts that name records, by entity: to be looked up before the rows are read. */
export function referredTexts(rows: readonly ImportedRow[], columns: readonly MappedColumn[]): Map<string, Set<string>> {
  const texts = new Map<string, Set<string>>()
  for (const { column, target } of columns) {
    const entity = target.field?.target
    if (entity === undefined) continue
    const own = texts.get(entity) ?? new Set<string>()
    texts.set(entity, own)
    for (const { cells } of rows) {
      const text = cells[column]?.trim() ?? ''
      if (text === '') continue
      for (const part of target.field!.multiple ? text.split(/\s*[、,，;；|\n]\s*/) : [text]) own.add(part)
    }
  }
  return texts
}

/** The header is what its first row says, and what later rows say where that is empty; rows without any value of a line have none. */
export function readGroup(
  rows: readonly ImportedRow[],
  columns: readonly MappedColumn[],
  content: ImportContent,
  references: ImportReferences,
): ImportGroup {
  const [first] = rows as [ImportedRow, ...ImportedRow[]]
  const group: ImportGroup = {
    head: first.head,
    rows: rows.map(({ row }) => row),
    values: {},
    lines: {},
    lineRows: {},
    key: null,
    problems: [],
  }
  let key: string | null = null
  for (const row of rows) {
    const lines = new Map<string, Record<string, unknown>>()
    for (const { column, target } of columns) {
      const text = row.cells[column] ?? null
      if (target.to === content.key && key === null) key = text?.trim() || null
      if (target.field === undefined || (target.lines === null && row !== first && isFilled(group.values[target.field.name]))) continue
      const value = readInto(group, { row: row.row, column, text }, target, content, references)
      if (target.lines === null) group.values[target.field.name] = value ?? group.values[target.field.name] ?? null
      else lines.set(target.lines, { ...lines.get(target.lines), [target.field.name]: value })
    }
    for (const [name, values] of lines) {
      if (!Object.values(values).some(isFilled)) continue
      ;(group.lines[name] ??= []).push(withoutEmpty(values))
      ;(group.lineRows[name] ??= []).push(row.row)
    }
  }
  return { ...group, key, values: content.mode === 'insert' ? withoutEmpty(group.values) : group.values }
}

function readInto(
  group: ImportGroup,
  { row, column, text }: { row: number; column: number; text: string | null },
  { field, label }: ImportTarget,
  { language }: ImportContent,
  references: ImportReferences,
): unknown {
  const reading = readCell(text, field!, (name) => references.resolve(field!.target!, name))
  if ('value' in reading) return reading.value
  group.problems.push({ row, column, message: `${label}: ${wordsOf(reading.problem, language)}` })
  return null
}

export function wordsOf(problem: FieldError, language: 'zh' | 'en'): string {
  return describeFieldError(problem, language).message
}

const isFilled = (value: unknown): boolean => value !== null && value !== undefined

/** An empty cell of a new record leaves it to the default. */
function withoutEmpty(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => isFilled(value)))
}
