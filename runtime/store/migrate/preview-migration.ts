import type { Model } from '@formwork/platform/definition/model.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Database, Reading } from '../database.ts'
import { headerColumns } from '../tables/entity-table.ts'
import { readPhysicalNames, type PhysicalName } from '../tables/physical-names.ts'
import { previewConversion, type ConversionReport, type Models } from './convert-column.ts'
import { planMigration, type MigrationStep } from './plan-migration.ts'

/** One thing that a publish does, in the words of the definitions, and how many rows it touches. */
export interface MigrationChange {
  readonly does: 'add-entity' | 'add-lines' | 'add-field' | 'rename' | 'retire' | 'revive' | 'convert' | 'require' | 'make-unique'
  /** Path of the definition: `receipt`, `receipt/date`, `receipt/lines/price`. */
  readonly path: string
  /** Former path of what is renamed. */
  readonly from?: string
  /** Rows that hold a value there (retire, rename, convert), or lack one (require), or repeat one (make-unique). */
  readonly rows: number
  /** Values that the new type refuses. */
  readonly conversion?: ConversionReport
  /** The publish would be refused: existing rows break it. */
  readonly blocks: boolean
}

/** What publishing `model` over `before` would do to the tables, without doing it. */
export async function previewMigration(
  reading: Reading,
  dialect: Database['dialect'],
  model: Model,
  registry: Registry,
  before?: Model,
): Promise<MigrationChange[]> {
  const names = await readPhysicalNames(reading)
  const { steps, names: after } = planMigration(model, registry, names)
  const preview = new Preview(reading, dialect, { before, after: model }, registry, names)
  const changes: MigrationChange[] = []
  for (const step of steps) changes.push(...(await preview.describe(step)))
  return [...changes, ...(await preview.missingValues(after))]
}

class Preview {
  readonly #reading: Reading
  readonly #dialect: Database['dialect']
  readonly #models: Models
  readonly #registry: Registry
  /** Names as they are now, under the paths that the steps described so far give them. */
  readonly #names: Map<string, PhysicalName>

  /** How many rows get a value in a field whose type changes. */
  readonly #converted = new Map<string, number>()

  constructor(
    reading: Reading,
    dialect: Database['dialect'],
    models: Models,
    registry: Registry,
    names: ReadonlyMap<string, PhysicalName>,
  ) {
    this.#reading = reading
    this.#dialect = dialect
    this.#models = models
    this.#registry = registry
    this.#names = new Map(names)
  }

  async describe(step: MigrationStep): Promise<MigrationChange[]> {
    const change = (does: MigrationChange['does'], rows: number, more: Partial<MigrationChange> = {}): MigrationChange[] => [
      { does, path: step.path, rows, blocks: false, ...more },
    ]
    switch (step.do) {
      case 'create-table':
        return change(step.path.includes('/') ? 'add-lines' : 'add-entity', 0)
      case 'add-column':
        return change('add-field', await this.#countRows(step.table))
      case 'rename':
        this.#move(step.from, step.path)
        return step.follows === true ? [] : change('rename', await this.#countValues(step.path), { from: step.from })
      case 'retire':
        return change('retire', await this.#countValues(step.path))
      case 'revive':
        return change('revive', await this.#countValues(step.path))
      case 'replace-column': {
        const conversion = await previewConversion(this.#reading, this.#dialect, this.#models, this.#registry, step)
        this.#converted.set(step.path, conversion.converted)
        return change('convert', conversion.converted + conversion.refused, { conversion })
      }
      case 'create-index': {
        const isUnique = step.path.includes('#unique') && this.#hasColumns(step.table, step.index.columns)
        const doubles = isUnique ? await this.#countDoubles(step.table, step.index.columns) : 0
        return isUnique ? change('make-unique', doubles, { blocks: doubles > 0 }) : []
      }
      default:
        return []
    }
  }

  /** Fields that are always required, and rows that lack them: they can be saved again only when they are filled. */
  async missingValues(after: ReadonlyMap<string, PhysicalName>): Promise<MigrationChange[]> {
    const changes: MigrationChange[] = []
    for (const entity of this.#models.after.entities.values()) {
      const table = this.#physicalBefore(entity.name, after)
      if (table === undefined) continue
      for (const field of entity.fields.filter((candidate) => candidate.required === true)) {
        const path = `${entity.name}/${field.name}`
        const column = this.#physicalBefore(path, after)
        const filled = this.#converted.get(path) ?? 0
        const rows =
          column === undefined ? (after.has(path) ? (await this.#countRows(table)) - filled : 0) : await this.#countEmpty(table, column)
        if (rows > 0) changes.push({ does: 'require', path, rows, blocks: false })
      }
    }
    return changes
  }

  /** The name under which it lies now, when it exists already. */
  #physicalBefore(path: string, after: ReadonlyMap<string, PhysicalName>): string | undefined {
    const physical = after.get(path)?.physical
    const exists = [...this.#names.values()].some((name) => name.physical === physical)
    return exists ? physical : undefined
  }

  #move(from: string, to: string): void {
    const name = this.#names.get(from)!
    this.#names.delete(from)
    this.#names.set(to, name)
  }

  #hasColumns(table: string, columns: readonly string[]): boolean {
    const known = new Set([...this.#names.values()].map((name) => name.physical))
    const system = new Set<string>(Object.values(headerColumns))
    return known.has(table) && columns.every((column) => known.has(column) || system.has(column))
  }

  /** Rows of a table, or rows that hold a value in a column. */
  async #countValues(path: string): Promise<number> {
    const name = this.#names.get(path)
    if (name === undefined) return 0
    if (name.kind === 'table') return this.#countRows(name.physical)
    const table = this.#names.get(path.slice(0, path.lastIndexOf('/')))
    return table === undefined ? 0 : this.#count(`from "${table.physical}" where "${name.physical}" is not null`)
  }

  #countRows(table: string): Promise<number> {
    return this.#count(`from "${table}"`)
  }

  #countEmpty(table: string, column: string): Promise<number> {
    return this.#count(`from "${table}" where "${column}" is null and "${headerColumns.deletedAt}" is null`)
  }

  #countDoubles(table: string, columns: readonly string[]): Promise<number> {
    const list = columns.map((column) => `"${column}"`).join(', ')
    const filled = columns.map((column) => `"${column}" is not null`).join(' and ')
    return this.#count(
      `from (select ${list} from "${table}" where "${headerColumns.deletedAt}" is null and ${filled} group by ${list} having count(*) > 1) as doubles`,
    )
  }

  async #count(from: string): Promise<number> {
    return Number((await this.#reading.get({ sql: `select count(*) as count ${from}` }, []))!.count)
  }
}
