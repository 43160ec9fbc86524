import { ref } from 'vue'
import { readCell, writeCell, type CellEdit, type LineRow } from './line-row.ts'

/** One thing done to the table; every step knows how to be undone. */
export type TableStep =
  { do: 'cells'; edits: CellEdit[] } | { do: 'insert'; at: number; rows: LineRow[] } | { do: 'remove'; rows: LineRow[] }

interface Change {
  label: string
  steps: TableStep[]
  inverse: TableStep[]
}

/** Steps that can be taken back; older ones are forgotten. */
const REMEMBERED = 200

/**
 * The rows of a grid, changed only by steps, so that everything a person does is one entry of the undo stack.
 * Rows are plain objects: what is drawn follows `revision`.
 */
export class LineTable {
  rows: LineRow[] = []
  readonly revision = ref(0)
  /** Called after every change with the rows whose cells changed; formulas and defaults hang here. */
  onChange: (changed: readonly LineRow[], structure: boolean) => void = () => {}
  #done: Change[] = []
  #undone: Change[] = []

  /** Replaces everything, as after loading; nothing to undo. */
  load(rows: LineRow[]): void {
    this.rows = rows
    this.#done = []
    this.#undone = []
    this.touch()
  }

  /** The rows as something drawn reads them: whoever computes with these follows every change. */
  get shown(): readonly LineRow[] {
    void this.revision.value
    return this.rows
  }

  /** Draw again, without a step: computed values have changed. */
  touch(): void {
    this.revision.value++
  }

  find(key: number): LineRow | undefined {
    return this.rows.find((row) => row.key === key)
  }

  run(label: string, steps: TableStep[]): void {
    const effective = steps.filter((step) => (step.do === 'cells' ? step.edits.length > 0 : step.rows.length > 0))
    if (effective.length === 0) return
    const inverse = this.#apply(effective)
    this.#done.push({ label, steps: effective, inverse })
    if (this.#done.length > REMEMBERED) this.#done.shift()
    this.#undone = []
  }

  /** Fills in what a step of before left open (a look-up has answered): no step of its own, redo included. */
  settle(edits: CellEdit[]): void {
    const wanted = new Map(edits.map((edit) => [`${edit.key} ${edit.column}`, edit]))
    for (const change of this.#done) {
      for (const step of change.steps) {
        if (step.do !== 'cells') continue
        for (const edit of step.edits) {
          if (edit.state.problem !== undefined) Object.assign(edit, wanted.get(`${edit.key} ${edit.column}`) ?? {})
        }
      }
    }
    this.#apply([{ do: 'cells', edits }])
  }

  get canUndo(): boolean {
    return this.#done.length > 0
  }

  undo(): string | undefined {
    const change = this.#done.pop()
    if (change === undefined) return undefined
    this.#apply(change.inverse)
    this.#undone.push(change)
    return change.label
  }

  redo(): string | undefined {
    const change = this.#undone.pop()
    if (change === undefined) return undefined
    this.#apply(change.steps)
    this.#done.push(change)
    return change.label
  }

  #apply(steps: readonly TableStep[]): TableStep[] {
    const inverse: TableStep[] = []
    const changed = new Set<LineRow>()
    for (const step of steps) inverse.unshift(...this.#take(step, changed))
    this.onChange(
      [...changed],
      steps.some((step) => step.do !== 'cells'),
    )
    this.touch()
    return inverse
  }

  #take(step: TableStep, changed: Set<LineRow>): TableStep[] {
    if (step.do === 'cells') return [this.#setCells(step.edits, changed)]
    if (step.do === 'insert') {
      this.rows = [...this.rows.slice(0, step.at), ...step.rows, ...this.rows.slice(step.at)]
      for (const row of step.rows) changed.add(row)
      return [{ do: 'remove', rows: step.rows }]
    }
    return this.#remove(step.rows)
  }

  #setCells(edits: readonly CellEdit[], changed: Set<LineRow>): TableStep {
    const byKey = new Map(this.rows.map((row) => [row.key, row]))
    const before: CellEdit[] = []
    for (const { key, column, state } of edits) {
      const row = byKey.get(key)
      if (row === undefined) continue
      before.unshift({ key, column, state: readCell(row, column) })
      writeCell(row, column, state)
      changed.add(row)
    }
    return { do: 'cells', edits: before }
  }

  /** Rows come back where they were: one insertion for each run of neighbours. */
  #remove(rows: readonly LineRow[]): TableStep[] {
    const gone = new Set(rows)
    const inverse: { do: 'insert'; at: number; rows: LineRow[] }[] = []
    this.rows.forEach((row, index) => {
      if (!gone.has(row)) return
      const last = inverse.at(-1)
      if (last !== undefined && last.at + last.rows.length === index) last.rows.push(row)
      else inverse.push({ do: 'insert', at: index, rows: [row] })
    })
    this.rows = this.rows.filter((row) => !gone.has(row))
    return inverse
  }
}
