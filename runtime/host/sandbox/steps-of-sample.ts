import type { SampleColumn, SampleDefinition, SampleTable, ScenarioStep } from '@formwork/platform/definition/types.ts'
import type { Clock } from './clock.ts'

interface DatedStep {
  readonly step: ScenarioStep
  readonly day: number
}

/** The steps of a sample and of the rows of its tables, by day; those of one day in the order of the file. */
export function stepsOfSample(sample: SampleDefinition, clock: Pick<Clock, 'date' | 'dayOf'>): ScenarioStep[] {
  const rows = (sample.tables ?? []).flatMap((table) => table.rows.map((row, index) => tellRow(table, row, index)))
  const dated = [sample.steps, ...rows].flatMap((steps) => dateSteps(steps, clock))
  return dated.sort((a, b) => a.day - b.day).map(({ step }) => step)
}

/** A step without a day of its own is done on the day of the one before it. */
function dateSteps(steps: readonly ScenarioStep[], clock: Pick<Clock, 'date' | 'dayOf'>): DatedStep[] {
  let day = clock.date.epochDay
  return steps.map((step) => {
    if (step.on !== undefined) day = clock.dayOf(step.on).epochDay
    return { step, day }
  })
}

function tellRow(table: SampleTable, row: readonly string[], index: number): ScenarioStep[] {
  const cells = new Map<string, unknown>(table.columns.map((column, position) => [column.name, readCell(column, row[position] ?? '')]))
  return table.steps.map((step) => ({ ...(fill(step, cells) as ScenarioStep), name: `${step.name}-${index + 1}` }))
}

/** Undefined for an empty cell; `cola 3, rice 1` with parts becomes rows. */
function readCell({ parts }: SampleColumn, text: string): unknown {
  if (text === '') return undefined
  if (parts === undefined) return text
  return text.split(',').map((each) => {
    const words = each.trim().split(/\s+/)
    return Object.fromEntries(words.map((word, index) => [parts[index] ?? `part ${index + 1}`, word]))
  })
}

/** `{column}` alone is the cell, whatever it holds; within a text its text. */
function fill(value: unknown, cells: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') {
    const [, alone] = /^\{(\w+)\}$/.exec(value) ?? []
    if (alone !== undefined && cells.has(alone)) return cells.get(alone)
    return value.replace(/\{(\w+)\}/g, (whole, name: string) => (cells.has(name) ? String(cells.get(name) ?? '') : whole))
  }
  if (Array.isArray(value)) return value.map((each) => fill(each, cells)).filter((each) => each !== undefined)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, each]) => [name, fill(each, cells)] as const)
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined))
}
