import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import { compileFormula, evaluateFormula, isFormula } from '../engine/record/formula.ts'
import { lineContext, recordContext } from '../engine/record/record-context.ts'
import type { LineValues, StoredRecord } from '../engine/record/stored-record.ts'
import { isCounted } from '../store/links/fulfilment.ts'
import { withMatchedFacts } from './matched-facts.ts'
import type { QueryContext } from './query.ts'
import { factBookOf } from './read-facts.ts'
import { listTakenTogether } from './taken-together.ts'

type Lines = NonNullable<ConversionDefinition['lines']>

/** What is left of each line, by line id; lines with nothing left are not in it. What the draft `into` has already is left out too. */
export async function openLines(
  context: QueryContext,
  definition: ConversionDefinition,
  lines: Lines,
  record: StoredRecord,
  into?: number,
): Promise<Map<number, Decimal>> {
  const taken = await listTakenTogether(context.reading, context, definition, record.header.id)
  const wholes = await wholesOf(context, definition, lines, record)
  const open = new Map<number, Decimal>()
  for (const [index, line] of (record.lines[lines.from] ?? []).entries()) {
    const rest = taken
      .filter((each) => each.sourceLine === line.id && (isCounted(each.status) || each.targetRecord === into))
      .reduce((left, each) => left.subtract(each.quantity), wholes[index]!)
    if (rest.sign() > 0) open.set(line.id, rest)
  }
  return open
}

/** How much there is of each line in all: its quantity, or what the conversion says instead; what cannot be computed is nothing. */
async function wholesOf(
  context: QueryContext,
  definition: ConversionDefinition,
  lines: Lines,
  record: StoredRecord,
): Promise<readonly Decimal[]> {
  const rows = record.lines[lines.from] ?? []
  if (!isFormula(lines.whole)) return rows.map((line) => (line.values[lines.quantity] as Decimal | null) ?? Decimal.zero)
  const formula = compileFormula(lines.whole, definition.label ?? definition.name, context.registry)
  const plan = planOf(context.model, context.registry, definition.from)
  const facts = factBookOf(context)
  const source = recordContext(facts, record)
  return withMatchedFacts(context, facts, () => {
    const wholeOf = (line: LineValues): Decimal => {
      const { value } = evaluateFormula(formula, { record: source, line: lineContext(facts, plan, lines.from, line, source) }, facts)
      return value instanceof Decimal ? value : Decimal.zero
    }
    return rows.map(wholeOf)
  })
}
