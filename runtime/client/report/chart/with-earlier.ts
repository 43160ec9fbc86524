import type { ChartDefinition } from './chart-figures.ts'

/** Where two bars or lines stand beside each other; a pie has one ring. */
const COMPARED: readonly string[] = ['bar', 'line', 'area', 'horizontal-bar']

/** The figures of a chart, each followed by those of the period that they are compared with. */
export function withEarlier(chart: ChartDefinition | undefined, series: readonly string[], columns: ReadonlySet<string>): string[] {
  if (chart === undefined || !COMPARED.includes(chart.type)) return [...series]
  return series.flatMap((name) => (columns.has(`${name}Before`) ? [name, `${name}Before`] : [name]))
}
