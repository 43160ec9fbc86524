import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { ColumnShape, IndexShape, TableShape } from '../database.ts'
import { headerColumns, lineColumns } from '../tables/entity-table.ts'
import { choosePhysicalName, type PhysicalName } from '../tables/physical-names.ts'
import { fieldColumnShape, headerIndexShape, headerTableShape, linesTableShape } from '../tables/shapes.ts'
import { wantedTables, type WantedColumn, type WantedIndex, type WantedTable } from '../tables/wanted-tables.ts'

/** One thing that a publish does to the tables. Nothing is ever dropped or retyped but indexes. */
export type MigrationStep =
  | { readonly do: 'create-table'; readonly path: string; readonly shape: TableShape }
  | { readonly do: 'add-column'; readonly path: string; readonly kind: string; readonly table: string; readonly column: ColumnShape }
  /** `follows`: it lies in a table that is renamed, and was not renamed itself. */
  | { readonly do: 'rename'; readonly from: string; readonly path: string; readonly follows?: boolean }
  | { readonly do: 'retire'; readonly path: string; readonly kind: string }
  | { readonly do: 'revive'; readonly path: string }
  /**
   * The kind or scale of a field changed: a new column takes converted values, the old one is kept under `keptAs`. What
   * earlier changes of its type have kept is in `kept`, the newest first: from there values come back as they were.
   */
  | {
      readonly do: 'replace-column'
      readonly path: string
      /** The path under which it was known before this plan. */
      readonly from: string
      readonly kept: readonly PhysicalName[]
      readonly kind: string
      readonly table: string
      readonly column: ColumnShape
      readonly before: PhysicalName
      readonly keptAs: string
    }
  | { readonly do: 'create-index'; readonly path: string; readonly kind: string; readonly table: string; readonly index: IndexShape }
  | { readonly do: 'drop-index'; readonly path: string; readonly table: string; readonly index: string }
  /** A column of a table made in the same plan. */
  | { readonly do: 'name-column'; readonly path: string; readonly kind: string; readonly physical: string }

export interface MigrationPlan {
  readonly steps: readonly MigrationStep[]
  /** The names as they will be. */
  readonly names: ReadonlyMap<string, PhysicalName>
}

/** What must happen to the tables named by `names`, so that `model` can be stored. Pure. */
export function planMigration(model: Model, registry: Registry, names: ReadonlyMap<string, PhysicalName>): MigrationPlan {
  const tables = wantedTables(model, registry)
  const planner = new Planner(names, pathsOf(tables))
  for (const table of tables) planner.nameTable(table)
  for (const table of tables) planner.fillTable(table)
  planner.retireUnwanted()
  return { steps: planner.steps, names: planner.names }
}

function pathsOf(tables: readonly WantedTable[]): Set<string> {
  return new Set(
    tables.flatMap((table) => [table.path, ...table.columns.map((column) => column.path), ...table.indexes.map((index) => index.path)]),
  )
}

const kindOf = (column: { kind: string; scale: number }): string => (column.kind === 'decimal' ? `decimal:${column.scale}` : column.kind)

class Planner {
  readonly steps: MigrationStep[] = []
  readonly names: Map<string, PhysicalName>
  readonly #wanted: ReadonlySet<string>
  readonly #created = new Set<string>()
  /** Paths before this plan, of what it renames. */
  readonly #origins = new Map<string, string>()

  constructor(names: ReadonlyMap<string, PhysicalName>, wanted: ReadonlySet<string>) {
    this.names = new Map(names)
    this.#wanted = wanted
  }

  /** Finds or chooses the table's name first, so that references find it whatever their order. */
  nameTable(table: WantedTable): void {
    if (this.#keep(table.path, table.was, true)) return
    const prefix = table.header === undefined ? 'r' : 'l'
    this.#created.add(table.path)
    this.#choose(table.path, 'table', prefix, table.path)
  }

  fillTable(table: WantedTable): void {
    const physical = this.#physical(table.path)
    const isNew = this.#created.has(table.path)
    const added = table.columns.flatMap((column) => this.#column(physical, column, isNew))
    if (isNew) this.#createTable(table, physical, added)
    for (const index of table.indexes) this.#index(table, physical, index)
  }

  /** What the model no longer names keeps its data; its indexes go. */
  retireUnwanted(): void {
    for (const name of [...this.names.values()]) {
      if (name.retiredAt !== null || this.#wanted.has(name.path)) continue
      if (name.kind.startsWith('index')) this.#dropIndex(name)
      else {
        this.names.set(name.path, { ...name, retiredAt: 0 })
        this.steps.push({ do: 'retire', path: name.path, kind: name.kind })
      }
    }
  }

  #createTable(table: WantedTable, physical: string, columns: ColumnShape[]): void {
    const shape =
      table.header === undefined ? headerTableShape(physical, columns) : linesTableShape(physical, this.#physical(table.header), columns)
    this.steps.push({ do: 'create-table', path: table.path, shape })
    for (const column of table.columns) {
      const name = this.names.get(column.path)!
      this.steps.push({ do: 'name-column', path: name.path, kind: name.kind, physical: name.physical })
    }
  }

  /** The column's shape when its table is new; otherwise the step that the column needs, if any. */
  #column(table: string, wanted: WantedColumn, isNewTable: boolean): ColumnShape[] {
    const target = wanted.reference === undefined ? undefined : this.names.get(wanted.reference)?.physical
    const kind = kindOf(wanted)
    const shapeOf = (physical: string): ColumnShape => fieldColumnShape(physical, wanted.kind, target)
    if (isNewTable) return [shapeOf(this.#choose(wanted.path, kind, 'c', wanted.field))]
    if (!this.#keep(wanted.path, wanted.was, false)) {
      this.steps.push({
        do: 'add-column',
        path: wanted.path,
        kind,
        table,
        column: shapeOf(this.#choose(wanted.path, kind, 'c', wanted.field)),
      })
      return []
    }
    const before = this.names.get(wanted.path)!
    if (before.kind === kind) return []
    const kept = this.#keptOf(wanted.path).filter((each) => each.kind !== 'table')
    const keptAs = this.#freePath(wanted.path)
    this.names.set(keptAs, { ...before, path: keptAs, retiredAt: 0 })
    this.steps.push({
      do: 'replace-column',
      path: wanted.path,
      from: this.#origins.get(wanted.path) ?? wanted.path,
      kept,
      kind,
      table,
      column: shapeOf(this.#choose(wanted.path, kind, 'c', wanted.field)),
      before,
      keptAs,
    })
    return []
  }

  #index(table: WantedTable, physical: string, wanted: WantedIndex): void {
    const columns = wanted.fields.map((field) => this.names.get(`${table.path}/${field}`)?.physical ?? systemColumn(field))
    const kind = `index${wanted.unique ? ' unique' : ''}${wanted.underWay === true ? ' under way' : ''} ${columns.join(' ')}`
    const before = this.names.get(wanted.path)
    if (before?.kind === kind) return
    if (before !== undefined) this.#dropIndex(before)
    const name = this.#choose(wanted.path, kind, wanted.unique ? 'u' : 'i', `${physical}_${columns[0] ?? ''}`)
    const index = table.header === undefined ? headerIndexShape(name, columns, wanted) : { name, columns }
    this.steps.push({ do: 'create-index', path: wanted.path, kind, table: physical, index })
  }

  #dropIndex(name: PhysicalName): void {
    this.names.delete(name.path)
    this.steps.push({ do: 'drop-index', path: name.path, table: '', index: name.physical })
  }

  /** Whether the definition has a name already, under this path or a former one; renames and revives it. */
  #keep(path: string, was: readonly string[], isTable: boolean): boolean {
    const fits = (name: PhysicalName | undefined): name is PhysicalName => name !== undefined && (name.kind === 'table') === isTable
    const name = this.names.get(path)
    if (name !== undefined && !fits(name)) this.#shift(name, this.#freePath(path))
    const kept = fits(name) ? undefined : this.#keptOf(path).find(fits)
    if (kept !== undefined) this.#shift(kept, path)
    const own = this.names.get(path)
    if (own !== undefined) {
      if (own.retiredAt !== null) this.#move(own, path, 'revive')
      return true
    }
    const former = was.map((formerPath) => this.names.get(formerPath)).find((found) => fits(found) && !this.#wanted.has(found.path))
    if (former === undefined) return false
    this.#move(former, path, 'rename')
    return true
  }

  #move(name: PhysicalName, path: string, step: 'rename' | 'revive'): void {
    this.names.delete(name.path)
    this.names.set(path, { ...name, path, retiredAt: null })
    this.steps.push(step === 'rename' ? { do: 'rename', from: name.path, path } : { do: 'revive', path })
    if (step !== 'rename') return
    this.#origins.set(path, this.#origins.get(name.path) ?? name.path)
    if (name.kind === 'table') this.#moveContents(name.path, path)
    else for (const kept of this.#keptOf(name.path).reverse()) this.#follow(kept, this.#freePath(path))
  }

  /** Columns, lines and indexes follow their table, the retired ones too. */
  #moveContents(from: string, to: string): void {
    for (const name of [...this.names.values()]) {
      const rest = name.path.slice(from.length)
      if (name.path.startsWith(from) && /^[/#]/.test(rest)) this.#follow(name, to + rest)
    }
  }

  /** A field that becomes lines, or lines that become a field: the one stands aside with its data, the other comes back. */
  #shift(name: PhysicalName, path: string): void {
    this.#follow(name, path)
    if (name.kind === 'table') this.#moveContents(name.path, path)
  }

  #follow(name: PhysicalName, path: string): void {
    this.names.delete(name.path)
    this.names.set(path, { ...name, path })
    this.#origins.set(path, this.#origins.get(name.path) ?? name.path)
    this.steps.push({ do: 'rename', from: name.path, path, follows: true })
  }

  /** Columns that earlier changes of the type have left behind, the newest first. */
  #keptOf(path: string): PhysicalName[] {
    const numberOf = (name: PhysicalName): number => Number(/^~(\d+)$/.exec(name.path.slice(path.length))?.[1] ?? 0)
    const kept = [...this.names.values()].filter((name) => name.path.startsWith(path) && numberOf(name) > 0)
    return kept.sort((left, right) => numberOf(right) - numberOf(left))
  }

  #choose(path: string, kind: string, prefix: string, name: string): string {
    const isColumn = prefix === 'c'
    const owner = path.slice(0, path.lastIndexOf('/'))
    const rivals = [...this.names.values()].filter((rival) => !isColumn || rival.path.slice(0, rival.path.lastIndexOf('/')) === owner)
    const physical = choosePhysicalName(prefix, name, new Set(rivals.map((rival) => rival.physical)))
    this.names.set(path, { path, physical, kind, retiredAt: null })
    return physical
  }

  #freePath(path: string): string {
    for (let number = 1; ; number++) if (!this.names.has(`${path}~${number}`)) return `${path}~${number}`
  }

  #physical(path: string): string {
    return this.names.get(path)!.physical
  }
}

function systemColumn(field: string): string {
  const system: Readonly<Record<string, string>> = { ...headerColumns, ...lineColumns }
  return system[field] ?? field
}
