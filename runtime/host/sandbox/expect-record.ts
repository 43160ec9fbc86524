import type { EntityDefinition, FieldDefinition, ScenarioExpectation } from '@formwork/platform/definition/types.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { findQuery, readAsSystem } from '../run-query.ts'
import { isSameJson } from './same-json.ts'
import type { StepRunner } from './step-runner.ts'
import { readStepValue, type StepContext } from './step-values.ts'

interface RecordJson {
  status: string
  outcome: string | null
  number: string | null
  title: string
  deleted: boolean
  values: Record<string, unknown>
  balances?: Record<string, unknown>
  lines: Record<string, { values: Record<string, unknown> }[]>
}

/** Names that are no fields. */
const SYSTEM = ['status', 'outcome', 'number', 'title', 'deleted'] as const

/** A kept record has these values; lines are compared by position, each with the cells that are named. */
export async function expectRecord(runner: StepRunner, expectation: ScenarioExpectation): Promise<string | undefined> {
  const kept = runner.kept.get(expectation.record!)
  const record = (await readAsSystem(runner.workspace, (context) =>
    findQuery('record').run(context, { entity: kept.entity, id: formatId(kept.id) } as never),
  )) as RecordJson
  const context = await runner.context()
  const entity = context.model.entities.get(kept.entity)!
  for (const [name, expected] of Object.entries(expectation.values ?? {})) {
    const difference = await compareField(context, entity, record, name, expected)
    if (difference !== undefined) return difference
  }
  return undefined
}

async function compareField(
  context: StepContext,
  entity: EntityDefinition,
  record: RecordJson,
  name: string,
  expected: unknown,
): Promise<string | undefined> {
  const system = SYSTEM.find((each) => each === name)
  if (system !== undefined) return compare(name, expected, record[system])
  const field = entity.fields.find((each) => each.name === name)
  if (field?.type === 'lines') return compareLines(context, field, expected as Record<string, unknown>[], record.lines[name] ?? [])
  return compare(name, await readStepValue(context, field, expected), record.balances?.[name] ?? record.values[name])
}

async function compareLines(
  context: StepContext,
  linesField: FieldDefinition,
  expected: readonly Record<string, unknown>[],
  actual: RecordJson['lines'][string],
): Promise<string | undefined> {
  if (expected.length !== actual.length) return `${linesField.name}: expected ${expected.length} lines, there are ${actual.length}`
  for (const [index, cells] of expected.entries()) {
    for (const [name, value] of Object.entries(cells)) {
      const field = linesField.fields?.find((each) => each.name === name)
      const difference = compare(
        `${linesField.name}/${index + 1}/${name}`,
        await readStepValue(context, field, value),
        actual[index]!.values[name],
      )
      if (difference !== undefined) return difference
    }
  }
  return undefined
}

/** The difference of one value in words. */
export function compare(name: string, expected: unknown, actual: unknown): string | undefined {
  return isSameJson(expected, actual) ? undefined : `${name}: expected ${JSON.stringify(expected)}, it is ${JSON.stringify(actual ?? null)}`
}
