import { isBlank, type LineRow } from '@formwork/runtime/ui/grid/line-row.ts'
import { toRaw } from 'vue'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import type { FeelValue } from '@formwork/platform/expression/index.ts'
import { fieldType } from '../../fields/faces.ts'
import { fromServer } from '../../fields/convert.ts'
import type { RecordDraft } from '../draft/record-draft.ts'
import { evaluate } from './evaluate.ts'
import { computed, followingDefaults, isEqual } from './following.ts'
import {
  compileEntity,
  compileHeaderFormula,
  type CompiledCondition,
  type EntityFormulas,
  type FieldStep,
  type LocalFormula,
} from './field-steps.ts'
import { LiveScope, type PlainScope } from './live-scope.ts'

/** The state of a field that rules decide. */
export interface FieldState {
  visible: boolean
  required: boolean
  /** Required, at the latest to submit. */
  starred: boolean
  readOnly: boolean
}

const readsHeaderAlone = ({ reads }: LocalFormula): boolean => reads.every((key) => key.startsWith('/'))

/** Formulas, defaults and conditions of a draft, kept true while somebody types, by the same engine as the server's. */
export class LiveFormulas {
  readonly formulas: EntityFormulas
  readonly scope: LiveScope
  readonly #draft: RecordDraft
  /** By the field itself: what a page hands on may be its reactive twin. */
  readonly #conditions: ReadonlyMap<FieldDefinition, CompiledCondition>
  readonly #visible: ReadonlyMap<FieldDefinition, LocalFormula>
  readonly #further = new Map<string, LocalFormula | undefined>()
  #following: ReadonlySet<string> = new Set()
  #followed: RecordDraft['base']

  constructor(draft: RecordDraft, user: PlainScope) {
    this.#draft = draft
    draft.isShown = (field, lines, row) => this.isShown(field, lines, row)
    this.formulas = compileEntity(draft.entity)
    this.#conditions = new Map(this.formulas.conditions.map((condition) => [toRaw(condition.field), condition]))
    this.#visible = new Map(
      this.formulas.conditions.flatMap(({ field, visible }) => (visible === undefined ? [] : [[toRaw(field), visible]])),
    )
    this.scope = new LiveScope(draft, user)
  }

  /** Everything anew: after loading. */
  computeAll(): void {
    this.#markFollowing()
    for (const [name, table] of this.#draft.tables) for (const row of table.rows) this.scope.refreshRow(name, row)
    this.scope.refresh()
    this.#run(undefined)
  }

  /** After a change: the rows that changed, or the header. */
  compute(change: { lines?: string; rows: readonly LineRow[]; structure: boolean }): void {
    if (change.lines !== undefined) for (const row of change.rows) this.scope.refreshRow(change.lines, row)
    if (change.structure || change.lines !== undefined) this.scope.refresh()
    else this.scope.refreshHeader()
    this.#run(change.lines === undefined ? undefined : { lines: change.lines, rows: change.rows })
  }

  /** Of a field of lines without a row: what the header alone decides, for the whole column. */
  state(field: FieldDefinition, row?: { lines: string; row: LineRow }): FieldState {
    const condition = this.#conditions.get(toRaw(field))
    const isColumn = row === undefined && condition?.lines !== undefined
    const scope = isColumn ? this.#ofColumns : row === undefined ? this.scope.header : this.scope.row(row.lines, row.row)
    const holds = (formula: LocalFormula | undefined, fixed: unknown, otherwise: boolean): boolean =>
      formula === undefined || (isColumn && !readsHeaderAlone(formula))
        ? typeof fixed === 'boolean'
          ? fixed
          : otherwise
        : evaluate(formula, scope) === true
    const required = holds(condition?.required, field.required, false)
    const demanded = condition?.demanded
    return {
      visible: field.hidden !== true && holds(condition?.visible, undefined, true),
      required,
      starred: required || demanded === true || (condition?.lines === undefined && holds(demanded, undefined, false)),
      readOnly: field.formula !== undefined || fieldType(field.type).live === true || holds(condition?.readOnly, field.readOnly, false),
    }
  }

  /** Whether a rule on submitting asks a row for the field; undefined where it asks every row or none. What is not shown to whoever types decides nothing. */
  rowDemand(field: FieldDefinition, lines: string): ((row: LineRow) => boolean) | undefined {
    const demanded = this.#conditions.get(toRaw(field))?.demanded
    if (demanded === undefined || demanded === true) return undefined
    const read = this.#draft.lineFields(lines).filter(({ name }) => demanded.reads.includes(`${lines}/${name}`))
    return (row) => read.every((each) => this.isShown(each, lines, row)) && evaluate(demanded, this.scope.row(lines, row)) === true
  }

  /** Whether a cell of this row is shown; one that is not is not part of what is sent. */
  isShown(field: FieldDefinition, lines: string, row: LineRow): boolean {
    const visible = this.#visibleOf(field)
    return visible === undefined || evaluate(visible, this.scope.row(lines, row)) === true
  }

  /** Whether rows differ in having that cell. */
  isConditional(field: FieldDefinition): boolean {
    return this.#visibleOf(field) !== undefined
  }

  get #ofColumns(): PlainScope {
    return { record: this.scope.header, user: this.scope.header.user! }
  }

  /** Forms hand over what Vue watches; conditions are known by the definition itself. */
  #visibleOf(field: FieldDefinition): LocalFormula | undefined {
    return this.#visible.get(toRaw(field))
  }

  /** Whether a column is there: where it depends, if any row has it; before there are rows, what the header alone decides. */
  hasColumn(field: FieldDefinition, lines: string): boolean {
    const visible = this.#visibleOf(field)
    const rows = this.#draft.tables.get(lines)?.rows ?? []
    if (field.hidden === true || visible === undefined) return field.hidden !== true
    if (rows.length === 0) return !readsHeaderAlone(visible) || evaluate(visible, this.#ofColumns) === true
    return rows.some((row) => evaluate(visible, this.scope.row(lines, row)) === true)
  }

  /** Whether a condition over the header holds (a section is shown): none does, and so does one that only the server could judge. */
  holds(text: string | undefined): boolean {
    if (text === undefined) return true
    if (!this.#further.has(text)) this.#further.set(text, compileHeaderFormula(this.#draft.entity, text))
    const formula = this.#further.get(text)
    return formula === undefined || evaluate(formula, this.scope.header) === true
  }

  /** Without `changed` everything; else the rows that changed, and every row of what reads a figure of the header that follows them. */
  #run(changed: { lines: string; rows: readonly LineRow[] } | undefined): void {
    const followed = new Set<string>()
    for (const step of this.formulas.steps) {
      if (step.lines !== undefined) this.#runRows(step, changed, followed)
      else if (this.#apply(step, this.#draft.header, this.scope.header, this.#draft.id === undefined)) followed.add(step.key)
    }
  }

  #runRows(step: FieldStep, changed: { lines: string; rows: readonly LineRow[] } | undefined, followed: ReadonlySet<string>): void {
    const table = this.#draft.tables.get(step.lines!)
    const isEvery = changed === undefined || step.headerReads.some((key) => followed.has(key))
    const isOwn = changed?.lines === step.lines
    const rows = isEvery || (isOwn && step.readsAbove === true) ? (table?.rows ?? []) : isOwn ? changed!.rows : []
    for (const row of rows) if (!isBlank(row)) this.#apply(step, row, this.scope.row(step.lines!, row), row.id === undefined)
  }

  /** Once for each state of the stored record. */
  #markFollowing(): void {
    const { base } = this.#draft
    if (base === this.#followed) return
    this.#followed = base
    this.#following = followingDefaults(this.#draft, this.formulas.steps, this.scope.header.user as PlainScope)
  }

  /** A default counts for what is new, and where it goes on following. */
  #isDefault({ key, field }: FieldStep, row: LineRow, isNew: boolean): boolean {
    return row.own[field.name] !== true && (isNew || this.#following.has(`${key}/${row.id ?? ''}`))
  }

  /** Returns whether the value changed. */
  #apply(step: FieldStep, row: LineRow, scope: PlainScope, isNew: boolean): boolean {
    if (isEmptied(step.field, row)) return this.#set(step, row, scope, null)
    const isFilled = step.filled !== undefined && (row.values[step.filled.name] ?? null) !== null
    if (!isFilled && step.kind === 'default' && !this.#isDefault(step, row, isNew)) return false
    const formula = isFilled ? step.filled?.formula : step.formula
    if (formula === undefined && (isFilled || step.literal === undefined)) return false
    const value = formula === undefined ? fromServer(step.literal, step.field) : computed(evaluate(formula, scope), step.field)
    return this.#set(step, row, scope, value)
  }

  #set({ field: { name } }: FieldStep, row: LineRow, scope: PlainScope, value: unknown): boolean {
    const before = row.values[name] ?? null
    if (isEqual(before, value)) return false
    row.values[name] = value
    scope[name] = typeof value === 'number' ? { id: String(value) } : (value as FeelValue)
    return true
  }
}

/** Emptied by hand where it is entered, a figure is empty. */
function isEmptied({ name, enteredAs }: FieldDefinition, row: LineRow): boolean {
  if (enteredAs === undefined || row.own[name] === true || row.own[enteredAs.field] !== true) return false
  return (row.values[enteredAs.field] ?? null) === null && row.typed[enteredAs.field] === undefined
}
