import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { FeelValue } from '@formwork/platform/expression/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import type { LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import type { RecordDraft } from '../draft/record-draft.ts'
import { filledRows } from '../draft/collect-changes.ts'
import { holdsRecord } from './field-steps.ts'

export type PlainScope = Record<string, FeelValue>

/** What the formulas of a draft see, kept from one keystroke to the next: only changed rows are read again. */
export class LiveScope {
  readonly header: PlainScope = {}
  readonly #rows = new WeakMap<LineRow, PlainScope>()
  readonly #draft: RecordDraft

  constructor(draft: RecordDraft, user: PlainScope) {
    this.#draft = draft
    this.header.user = user
  }

  /** The header's values, and the list of rows of each table. */
  refresh(): void {
    this.refreshHeader()
    for (const [name, table] of this.#draft.tables) this.header[name] = filledRows(table.rows).map((row) => this.row(name, row))
  }

  refreshHeader(): void {
    const { base, entity } = this.#draft
    // A field of that name takes the place of the status of the record.
    this.header.status = base?.status ?? (entity.nature === 'document' ? 'draft' : 'active')
    fill(this.header, this.#draft.entity.fields, this.#draft.header)
  }

  refreshRow(lines: string, row: LineRow): PlainScope {
    const scope = this.#rows.get(row) ?? this.#begin(lines, row)
    fill(scope, this.#draft.lineFields(lines), row)
    this.#rows.set(row, scope)
    return scope
  }

  /** The rows before it are looked up when they are asked for. */
  #begin(lines: string, row: LineRow): PlainScope {
    const scope: PlainScope = { record: this.header, user: this.header.user! }
    if (this.#draft.lineFields(lines).some(({ name }) => name === 'above')) return scope
    const above = (): PlainScope[] => {
      const rows = filledRows(this.#draft.tables.get(lines)?.rows ?? [])
      const position = rows.indexOf(row)
      return rows.slice(0, position < 0 ? rows.length : position).map((each) => this.row(lines, each))
    }
    return Object.defineProperty(scope, 'above', { enumerable: false, configurable: true, get: above })
  }

  row(lines: string, row: LineRow): PlainScope {
    return this.#rows.get(row) ?? this.refreshRow(lines, row)
  }
}

function fill(scope: PlainScope, fields: readonly FieldDefinition[], row: LineRow): void {
  for (const field of fields) {
    if (field.type === 'lines') continue
    const value = row.values[field.name]
    if (value === undefined || value === null) scope[field.name] = field.emptyAsZero === true ? Decimal.zero : null
    else scope[field.name] = holdsRecord(field) ? { id: String(value as number) } : (value as FeelValue)
  }
}
