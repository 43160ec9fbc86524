import type { ConversionDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { type Decimal, formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { compileFormula, holds, isFormula, type Formula } from '../engine/record/formula.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import { proposedQuantity } from '../engine/record/proposed-quantity.ts'
import { lineContext, recordContext } from '../engine/record/record-context.ts'
import type { LineValues, StoredRecord } from '../engine/record/stored-record.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { authorizeRead } from './authorize.ts'
import { constantOperand } from './filter.ts'
import type { Query, QueryContext } from './query.ts'
import { openLines } from './open-lines.ts'
import { withMatchedFacts } from './matched-facts.ts'
import { factBookOf } from './read-facts.ts'
import { readingSource } from './reading-source.ts'
import { readShownRecord } from './record.ts'

/** Sources that are looked through, newest first, and those that are shown: more than a person looks over. */
const MOST_LOOKED_AT = 300
const MOST_SHOWN = 40

interface OpenSourcesRequest {
  readonly conversion: string
  /** Only this source. */
  readonly source?: string
  /** The draft that takes the lines: what it has of them already is no longer offered. */
  readonly into?: string
  /** Header values of the target as far as they are known: sources that would give other ones are left out. */
  readonly values?: Readonly<Record<string, unknown>>
}

type Lines = NonNullable<ConversionDefinition['lines']>

/**
 * 选单: records of a conversion's source with lines that are still open, under the reader's rights.
 * Errors: `definition-not-found`, `not-permitted` (convert the source, create the target).
 */
export const openSources: Query = {
  name: 'open-sources',
  cost: 'long',
  async run(context: QueryContext, request: OpenSourcesRequest): Promise<unknown> {
    const { definition, lines } = requireConversion(context, request.conversion)
    const candidates = await findCandidates(context, definition, request)
    const when = isFormula(definition.when)
      ? compileFormula(definition.when, definition.label ?? definition.name, context.registry)
      : undefined
    const into = request.into === undefined ? undefined : parseId(request.into, 'into')
    const sources: unknown[] = []
    for (const id of candidates) {
      if (sources.length === MOST_SHOWN) return { sources, more: true }
      const record = await context.store.records.load(context.reading, definition.from, id)
      if (record === undefined || !(await isAllowed(context, when, record))) continue
      const open = await openLines(context, definition, lines, record, into)
      if (open.size === 0) continue
      const proposed = await proposedOf(context, definition, lines, record, open)
      sources.push(await describe(context, definition, lines, record, { open, proposed }))
    }
    return { sources, more: candidates.length === MOST_LOOKED_AT }
  },
}

function requireConversion(context: QueryContext, name: string): { definition: ConversionDefinition; lines: Lines } {
  const definition = context.model.conversions.get(name)
  if (definition?.lines === undefined) throw fail('definition-not-found', { kind: { zh: '转换', en: 'conversion' }, name })
  const authority = authorityOf(context.model, context.organisation, context.actor)
  const mayRead = !authority.fields(definition.from).hidden.has(`${definition.lines.from}.${definition.lines.quantity}`)
  if (!mayRead || !authority.may('convert', definition.from) || !authority.may('create', definition.to)) {
    throw fail('not-permitted', { action: definition.label ?? name })
  }
  return { definition, lines: definition.lines }
}

async function findCandidates(context: QueryContext, definition: ConversionDefinition, request: OpenSourcesRequest): Promise<number[]> {
  const isDocument = context.model.entities.get(definition.from)?.nature === 'document'
  const where: Predicate[] = isDocument ? [equal('status', 'posted')] : []
  if (request.source !== undefined) where.push(equal('id', formatId(parseId(request.source, 'source'))))
  where.push(...agreeing(definition, request.values ?? {}))
  const page = await selectRecords(readingSource(context), {
    plan: authorizeRead(context, definition.from),
    columns: [{ name: 'id', path: ['id'] }],
    where,
    sort: [{ path: ['id'], descending: true }],
    limit: MOST_LOOKED_AT,
  })
  return page.rows.map((row) => Number(row.id))
}

const equal = (name: string, value: string): Predicate => ({
  compare: '=',
  left: { path: [name] },
  right: name === 'id' ? { constant: value } : constantOperand(value),
})

/** A header field that is copied from the source (`=record.party`), or is the source itself (`=record`), says which sources fit. */
function agreeing(definition: ConversionDefinition, values: Readonly<Record<string, unknown>>): Predicate[] {
  return Object.entries(definition.header ?? {}).flatMap(([field, formula]) => {
    const copied = /^=\s*record(?:\.([A-Za-z]\w*))?$/.exec(String(formula))
    const value = values[field]
    return copied === null || typeof value !== 'string' || !/^\d+$/.test(value) ? [] : [equal(copied[1] ?? 'id', value)]
  })
}

async function isAllowed(context: QueryContext, when: Formula | undefined, record: StoredRecord): Promise<boolean> {
  if (when === undefined) return true
  const facts = factBookOf(context)
  facts.learnRecord(record.header.id, record, true)
  return withMatchedFacts(context, facts, () => holds(when, { record: recordContext(facts, record) }, facts))
}

/** What would be taken of each open line where nobody says how much; a formula that fails proposes all. */
async function proposedOf(
  context: QueryContext,
  definition: ConversionDefinition,
  lines: Lines,
  source: StoredRecord,
  open: ReadonlyMap<number, Decimal>,
): Promise<ReadonlyMap<number, Decimal>> {
  if (!isFormula(lines.proposed)) return open
  const formula = compileFormula(lines.proposed, definition.label ?? definition.name, context.registry)
  const facts = factBookOf(context)
  facts.learnRecord(source.header.id, source, true)
  const plan = planOf(context.model, context.registry, definition.from)
  const propose = (row: LineValues, left: Decimal): Decimal => {
    const record = recordContext(facts, source)
    return proposedQuantity(formula, { record, line: lineContext(facts, plan, lines.from, row, record), open: left }, facts).quantity
  }
  const rows = (source.lines[lines.from] ?? []).filter((row) => open.has(row.id))
  return withMatchedFacts(context, facts, () => new Map(rows.map((row) => [row.id, propose(row, open.get(row.id)!)])))
}

async function describe(
  context: QueryContext,
  definition: ConversionDefinition,
  lines: Lines,
  record: StoredRecord,
  { open, proposed }: { open: ReadonlyMap<number, Decimal>; proposed: ReadonlyMap<number, Decimal> },
): Promise<unknown> {
  const shown = await readShownRecord(context, definition.from, formatId(record.header.id))
  const rows = ((shown.lines as Record<string, { id: string }[]>)[lines.from] ?? []).filter((row) => open.has(Number(row.id)))
  return {
    id: shown.id,
    number: shown.number,
    title: shown.title,
    values: shown.values,
    titles: shown.titles,
    lines: rows.map((row) => ({
      ...row,
      open: open.get(Number(row.id))!.toString(),
      proposed: proposed.get(Number(row.id))!.toString(),
    })),
  }
}
