import { fail } from '@formwork/platform/error/index.ts'
import { Decimal, parseId } from '@formwork/platform/value/index.ts'
import { startDraft } from '../engine/record/draft.ts'
import { holds } from '../engine/record/formula.ts'
import { proposedQuantity } from '../engine/record/proposed-quantity.ts'
import { lineContext, recordContext } from '../engine/record/record-context.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import { insertLinks } from '../store/links/links.ts'
import { requireRecord, requireRight } from './access.ts'
import { answerOf } from './answer.ts'
import { authorizeSave, requireOwnRow } from './authorize-save.ts'
import { checkRecord } from './check-record.ts'
import { computeRecord } from './compute-record.ts'
import { conversionPlan, type ConversionPlan } from './conversion-plan.ts'
import { fillHeader, fillLines, linksOf, type ConvertedLine, type ConvertedSource } from './fill-conversion.ts'
import { withFacts } from './load-facts.ts'
import { openQuantity, takenOf } from './open-quantity.ts'
import { refuseFindings } from './refuse-findings.ts'
import { idSchema, nameSchema, objectSchema } from './request.ts'
import { storeDraft } from './store-draft.ts'
import type { Unit, UseCase } from './unit.ts'

interface ConvertBody {
  conversion: string
  sources: { id: string; lines?: { id: string; quantity: string }[] }[]
  /** A draft that takes the lines, instead of a new one. */
  into?: { id: string; version: number }
}

/** Sources of one target: what a person can look over. */
const MOST_SOURCES = 100

/**
 * 下推 / 上拉: a draft of the target entity from open quantities of one or several sources, with a link for each line.
 * Errors: `not-permitted` (convert the source, create the target), `unknown-record`, `unknown-line`, `illegal-transition`,
 * `over-open-quantity`, `nothing-open`, `nothing-proposed`, `sources-differ` (from each other or from the draft), `stale-version`, and those of a save.
 */
export const convert: UseCase = {
  name: 'convert',
  request: {
    ...objectSchema(
      {
        conversion: nameSchema,
        sources: {
          type: 'array',
          minItems: 1,
          maxItems: MOST_SOURCES,
          items: objectSchema(
            {
              id: idSchema,
              lines: {
                type: 'array',
                items: objectSchema({ id: idSchema, quantity: { type: 'string', maxLength: 40 } }, ['id', 'quantity']),
              },
            },
            ['id'],
          ),
        },
        into: objectSchema({ id: idSchema, version: { type: 'integer', minimum: 1 } }, ['id', 'version']),
      },
      ['conversion', 'sources'],
    ),
  },
  help: { zh: '由已审单据的未完成数量生成下游草稿', en: 'Makes a draft from the open quantities of posted records' },
  async run(unit: Unit, body: ConvertBody) {
    const plan = conversionPlan(unit.model, unit.registry, body.conversion)
    if (body.into === undefined) requireRight(unit, 'create', plan.target)
    const before =
      body.into === undefined ? null : await authorizeSave(unit, plan.target, { entity: plan.target.name, ...body.into }, 'save')
    const sources: ConvertedSource[] = []
    for (const source of body.sources) sources.push(await readSource(unit, plan, source))
    if (plan.definition.lines !== undefined && sources.every((source) => source.lines.length === 0)) {
      throw fail(sources.some((source) => source.less > 0) ? 'nothing-proposed' : 'nothing-open')
    }

    const draft = startDraft(plan.target, before)
    const present = plan.definition.lines === undefined ? 0 : draft.lines[plan.definition.lines.to]!.length
    await fillHeader(unit, plan, draft, sources)
    await fillLines(unit, plan, draft, sources)
    refuseFindings(draft)
    const computed = await computeRecord(unit, draft, 'save')
    await checkRecord(unit, computed, 'save')
    refuseFindings(draft)
    await requireOwnRow(unit, computed, before === null ? 'create' : 'edit')

    const { record } = await storeDraft(unit, computed, 'save')
    await insertLinks(unit.transaction, linksOf(plan, record, draft, sources, present))
    const answer = answerOf(unit, record)
    const less = sources.reduce((sum, source) => sum + source.less, 0)
    return less === 0 ? answer : () => ({ ...answer(), less })
  },
}

async function readSource(unit: Unit, plan: ConversionPlan, request: ConvertBody['sources'][number]): Promise<ConvertedSource> {
  const record = await requireRecord(unit, plan.source, parseId(request.id, 'sources'), 'convert')
  if (record.header.status !== 'posted' && plan.source.isDocument) throw refusedSource(plan, record)
  const { when } = plan
  if (when !== undefined && !(await withFacts(unit, () => holds(when, { record: recordContext(unit.facts, record) }, unit.facts)))) {
    throw refusedSource(plan, record)
  }
  return {
    record,
    ...(request.lines === undefined ? await openLines(unit, plan, record) : await askedLines(unit, plan, record, request.lines)),
  }
}

function refusedSource(plan: ConversionPlan, record: StoredRecord): Error {
  return fail('illegal-transition', { status: record.header.status, action: plan.definition.label ?? plan.definition.name }, 'sources')
}

type Lines = Pick<ConvertedSource, 'lines' | 'less'>

/** Every open line, with what is proposed of it. */
async function openLines(unit: Unit, plan: ConversionPlan, source: StoredRecord): Promise<Lines> {
  const { lines } = plan.definition
  if (lines === undefined) return { lines: [], less: 0 }
  const taken = await takenOf(unit, plan, source.header.id, 0)
  const record = recordContext(unit.facts, source)
  const converted: ConvertedLine[] = []
  let less = 0
  for (const line of source.lines[lines.from] ?? []) {
    const { open } = await openQuantity(unit, plan, source, line, taken)
    if (open.sign() <= 0) continue
    const scope = { record, line: lineContext(unit.facts, plan.source, lines.from, line, record), open }
    const { quantity, diagnostic } = await withFacts(unit, () => proposedQuantity(plan.proposed, scope, unit.facts))
    if (diagnostic !== undefined) throw fail('formula-error', { name: plan.proposed!.label, reason: diagnostic.message })
    if (quantity.compare(open) < 0) less++
    if (quantity.sign() > 0) converted.push({ line, quantity })
  }
  return { lines: converted, less }
}

async function askedLines(
  unit: Unit,
  plan: ConversionPlan,
  record: StoredRecord,
  asked: NonNullable<ConvertBody['sources'][number]['lines']>,
): Promise<Lines> {
  const { lines } = plan.definition
  if (lines === undefined) return { lines: [], less: 0 }
  const rows = record.lines[lines.from] ?? []
  const taken = await takenOf(unit, plan, record.header.id, 0)
  const converted: ConvertedLine[] = []
  for (const each of asked) {
    const line = rows.find((row) => row.id === parseId(each.id))
    if (line === undefined || converted.some((other) => other.line === line)) throw fail('unknown-line', { id: each.id }, 'sources')
    const quantity = Decimal.parse(each.quantity)
    const { most } = await openQuantity(unit, plan, record, line, taken)
    if (quantity.sign() <= 0 || (most !== null && quantity.compare(most) > 0)) {
      throw fail('over-open-quantity', { quantity, open: most ?? Decimal.zero }, `sources/${record.header.id}/${each.id}`)
    }
    converted.push({ line, quantity })
  }
  return { lines: converted, less: 0 }
}
