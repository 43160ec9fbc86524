import { checkNames, unknownName } from '../check-path.ts'
import { toPointer, type Problem } from '../problem.ts'
import type { Rule, RuleContext } from '../rule.ts'
import type { DashboardDefinition, ReportDefinition } from '../types.ts'

type Tile = DashboardDefinition['tiles'][number]

/** Tiles show columns that their report has, give parameters that it takes, and use filters of their list. */
export const dashboards: Rule = {
  name: 'dashboards',
  *check(context) {
    for (const { definition, file } of context.collection.of('dashboard').values()) {
      for (const [index, tile] of definition.tiles.entries()) yield* checkTile(context, tile, file, toPointer('/tiles', index))
    }
  },
}

function* checkTile(context: RuleContext, tile: Tile, file: string, pointer: string): Iterable<Problem> {
  const report = context.model.reports.get(tile.report ?? '')
  if (report !== undefined) yield* checkShown(tile, report, file, pointer)
  const list = [...context.collection.of('list').values()].find(({ definition }) => definition.entity === tile.list)
  const filters = (list?.definition.filters ?? []).map(({ name }) => name)
  if (tile.filter !== undefined && list !== undefined) yield* checkName(tile.filter, filters, file, `${pointer}/filter`)
}

function* checkShown(tile: Tile, report: ReportDefinition, file: string, pointer: string): Iterable<Problem> {
  const parameters = (report.parameters ?? []).map(({ name }) => name)
  for (const name of Object.keys(tile.parameters ?? {})) {
    yield* checkName(name, parameters, file, toPointer(pointer, 'parameters', name))
  }
  // Other shapes make columns of their own.
  if (report.shape !== 'table' && report.shape !== 'balance') return
  const columns = report.columns.map(({ name }) => name)
  if (tile.value !== undefined) yield* checkName(tile.value, columns, file, `${pointer}/value`)
  if (tile.category !== undefined) yield* checkName(tile.category, columns, file, `${pointer}/category`)
  yield* checkNames(tile.series ?? [], columns, file, `${pointer}/series`)
  yield* checkNames(tile.columns ?? [], columns, file, `${pointer}/columns`)
}

function* checkName(name: string, known: readonly string[], file: string, pointer: string): Iterable<Problem> {
  if (!known.includes(name)) yield unknownName(name, known, file, pointer)
}
