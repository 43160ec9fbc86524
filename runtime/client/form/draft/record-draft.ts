import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { createRow, type LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { LineTable } from '@formwork/runtime/ui/grid/line-table.ts'
import { ref } from 'vue'
import type { RecordData } from '../../api/index.ts'
import { fromServer, toInside } from '../../fields/convert.ts'
import { shownField } from '../../fields/shown-field.ts'

/** Empty rows that a new record begins with: a table that invites typing. */
const FIRST_ROWS = 5

/**
 * A record on the screen: what the server has, what was typed since, and what follows from it.
 * The header is one row, the lines are tables of rows; both hold inside values and keep refused text.
 */
export class RecordDraft {
  readonly entity: EntityDefinition
  readonly header: LineRow
  readonly headerRevision = ref(0)
  readonly tables: ReadonlyMap<string, LineTable>
  readonly isDirty = ref(false)
  base: RecordData | undefined
  /** Called after every change; live formulas hang here. Without rows the header has changed. */
  onChange: (change: { lines?: string; rows: readonly LineRow[]; structure: boolean }) => void = () => {}
  /** Whether a row has that cell; live formulas know. */
  isShown: (field: FieldDefinition, lines: string, row: LineRow) => boolean = () => true
  readonly #findEntity: (name: string) => EntityDefinition | undefined

  constructor(entity: EntityDefinition, findEntity: (name: string) => EntityDefinition | undefined, base?: RecordData) {
    this.entity = entity
    this.#findEntity = findEntity
    this.header = createRow()
    this.tables = new Map(linesFieldsOf(entity).map((field) => [field.name, this.#createTable(field)]))
    this.load(base)
  }

  get id(): string | undefined {
    return this.base?.id
  }

  /** Takes what the server has; everything typed is forgotten. */
  load(base: RecordData | undefined): void {
    this.base = base
    this.header.values = this.#read(this.entity.fields, base?.values ?? {})
    this.header.titles = { ...base?.titles }
    this.header.typed = {}
    this.header.problems = {}
    this.header.own = {}
    for (const [name, table] of this.tables) table.load(this.#readLines(name, base))
    this.isDirty.value = false
    this.headerRevision.value++
  }

  /** The record as the server has it, without what was typed since. */
  asStored(): RecordDraft {
    return new RecordDraft(this.entity, this.#findEntity, this.base)
  }

  field(name: string): FieldDefinition | undefined {
    return this.entity.fields.find((field) => field.name === name)
  }

  lineFields(lines: string): readonly FieldDefinition[] {
    return this.field(lines)?.fields ?? []
  }

  /** The field whose format a value has: a look-up shows what its reference shows. */
  shown(field: FieldDefinition, lines?: string): FieldDefinition {
    return shownField(field, lines === undefined ? this.entity.fields : this.lineFields(lines), this.#findEntity)
  }

  /** What an input gives: JSON form, or text that the type refuses and that stays as it was typed. */
  setHeader(name: string, json: unknown, title?: string): void {
    const field = this.field(name)
    if (field === undefined) return
    const answer = toInside(json, field)
    const { values, titles, typed, problems, own } = this.header
    own[name] = true
    delete problems[name]
    delete typed[name]
    delete titles[name]
    if ('problem' in answer) {
      values[name] = null
      typed[name] = String(json)
      problems[name] = answer.problem
    } else values[name] = answer.value
    if (title !== undefined) titles[name] = title
    this.#changed({ rows: [], structure: false })
  }

  touchHeader(): void {
    this.headerRevision.value++
  }

  #createTable(field: FieldDefinition): LineTable {
    const table = new LineTable()
    table.onChange = (rows, structure) => this.#changed({ lines: field.name, rows, structure })
    return table
  }

  #changed(change: { lines?: string; rows: readonly LineRow[]; structure: boolean }): void {
    this.isDirty.value = true
    this.onChange(change)
    this.headerRevision.value++
  }

  #read(fields: readonly FieldDefinition[], json: Record<string, unknown>, lines?: string): Record<string, unknown> {
    const values: Record<string, unknown> = {}
    for (const field of fields) {
      if (json[field.name] !== undefined) values[field.name] = fromServer(json[field.name], this.shown(field, lines))
    }
    return values
  }

  #readLines(name: string, base: RecordData | undefined): LineRow[] {
    if (base === undefined) return Array.from({ length: FIRST_ROWS }, () => createRow())
    const fields = this.lineFields(name)
    return (base.lines[name] ?? []).map((line) =>
      createRow({ id: line.id, values: this.#read(fields, line.values, name), titles: { ...line.titles } }),
    )
  }
}

function linesFieldsOf(entity: EntityDefinition): FieldDefinition[] {
  return entity.fields.filter((field) => field.type === 'lines')
}
