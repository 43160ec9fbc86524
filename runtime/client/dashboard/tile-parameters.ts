import type { DashboardDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { compileExpression } from '@formwork/platform/expression/index.ts'

export type Tile = DashboardDefinition['tiles'][number]

export interface Crossed {
  name: string
  value: string
  label: string
}

/** What a tile is: said, or seen from what it names. */
export function tileType(tile: Tile): NonNullable<Tile['type']> {
  if (tile.type !== undefined) return tile.type
  if (tile.list !== undefined) return 'list'
  if (tile.text !== undefined) return 'text'
  return tile.value !== undefined ? 'figure' : tile.chart !== undefined ? 'chart' : 'table'
}

const USUAL_HEIGHT = { figure: 1, chart: 3, table: 3, list: 3, tasks: 3, alerts: 3, text: 1 }

/** In rows of the grid of tiles, 104 px each with 12 px between them. */
export const heightOf = (tile: Tile): number => tile.height ?? USUAL_HEIGHT[tileType(tile)]

const FEWEST_ROWS = 8
/** Heading, head and totals of a table with the edges of its tile, and the gap that the last row of the grid has not. */
const BESIDE_ROWS = 124
const GRID_ROW = 116
const TABLE_ROW = 32

/** How many rows of a table a tile shows: as many as it is high enough for. */
export const rowsThatFit = (tile: Tile): number =>
  tile.limit ?? Math.max(FEWEST_ROWS, Math.floor((heightOf(tile) * GRID_ROW - BESIDE_ROWS) / TABLE_ROW))

/** What a tile's report is asked with: the shared filters and the crossed category that it has a parameter for, then its own. */
export function tileQuery(
  tile: Tile,
  report: ReportDefinition,
  shared: Readonly<Record<string, string | undefined>>,
  crossed: Crossed | undefined,
  timeZone?: string,
): Record<string, string | undefined> {
  const known = new Set((report.parameters ?? []).map(({ name }) => name))
  const query: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(shared)) if (known.has(name) && value !== undefined && value !== '') query[name] = value
  if (crossed !== undefined && known.has(crossed.name)) query[crossed.name] = crossed.value
  // What a tile fixes stays: "today" is about today, whatever the page is narrowed down to.
  for (const [name, value] of Object.entries(tile.parameters ?? {})) if (known.has(name)) query[name] = literal(value, timeZone, shared)
  if (tile.compare !== undefined) query['@compare'] = tile.compare
  else query['@pivot'] = 'none'
  return query
}

const USUAL_ZONE = 'Asia/Shanghai'

/** A value as it stands, or what its formula says now. */
export function literal(
  value: unknown,
  timeZone = USUAL_ZONE,
  shared: Readonly<Record<string, string | undefined>> = {},
): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('=')) return value === null || value === undefined ? undefined : String(value)
  const result = compileExpression(value.slice(1)).evaluate({ filter: given(shared) }, { now: Date.now(), timeZone })
  return result === null ? undefined : String(result)
}

/** What a formula sees as `filter`: what is chosen once for the whole page, under the name that a report has for it. */
const given = (shared: Readonly<Record<string, string | undefined>>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(shared).map(([name, value]) => [name, value ?? null]))
