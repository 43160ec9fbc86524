import { withSwitches } from '@formwork/platform/definition/index.ts'
import type { PostingDefinition } from '@formwork/platform/definition/types.ts'
import { fail, localize } from '@formwork/platform/error/index.ts'
import { Decimal, formatId, parseId, parseJsonObject } from '@formwork/platform/value/index.ts'
import { compilePosting } from '../../engine/ledger/compile-posting.ts'
import type { Movement } from '../../engine/ledger/posting.ts'
import type { Coordinates } from '../../engine/ledger/shape.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { readEntitiesOf } from '../../store/ledger/record-entities.ts'
import { authorizeDesign } from '../../query/definitions/authorize-design.ts'
import { requireRecord } from '../access.ts'
import { draftPosting } from '../ledger/post-record.ts'
import { postingFormulas } from '../ledger/posting-formulas.ts'
import { titleOf } from '../record-title.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

interface PreviewBody {
  /** The text of a posting rule that need not be saved. */
  readonly text: string
  /** The record that it is tried on. */
  readonly id: string
}

/**
 * The entries that a posting rule would write for a record, without writing any: on the ledgers as they are released and
 * under the rights of who asks. Errors: `not-permitted`, `unknown-record`, `unknown-ledger`, `unknown-measure`,
 * `unbalanced-posting`, `posting-refused`, those of the JSON reader and of formulas.
 */
export const previewPosting: UseCase = {
  name: 'preview-posting',
  help: { zh: '试算一条记账规则会记什么', en: 'Tells which entries a posting rule would write' },
  request: { ...objectSchema({ text: { type: 'string', maxLength: 1_000_000 }, id: idSchema }, ['text', 'id']) },
  async run(unit: Unit, body: PreviewBody) {
    authorizeDesign(unit.authority)
    const posting = withSwitches(parseJsonObject(body.text, { numbers: 'integer' }) as unknown as PostingDefinition, unit.model)
    if (!unit.model.entities.has(posting.entity)) throw fail('unknown-entity', { entity: String(posting.entity) })
    if (!Array.isArray(posting.entries)) throw fail('required', { label: 'entries' })
    const record = await requireRecord(unit, planOf(unit.model, unit.registry, posting.entity), parseId(body.id, 'id'), 'view')
    const plan = compilePosting(posting, unit.store.ledgers.shapes, postingFormulas(unit.model, unit.registry, posting.entity))
    const drafted = await draftPosting(unit, plan, record)
    const entries: Record<string, unknown>[] = []
    const own = { entity: posting.entity, id: record.header.id }
    for (const movement of drafted?.movements ?? []) entries.push(await describeMovement(unit, movement, own))
    return { record: formatId(record.header.id), title: await titleOf(unit, posting.entity, record.header.id), entries }
  },
}

/** The record that is tried: its own coordinates are called as it is, before any journal names it. */
interface TriedRecord {
  readonly entity: string
  readonly id: number
}

async function describeMovement(unit: Unit, movement: Movement, own: TriedRecord): Promise<Record<string, unknown>> {
  const { plan, line, from, to, amounts, hasValue } = movement
  const { language } = unit.command
  const { hidden } = unit.authority.fields(plan.ledger.name)
  const definition = plan.ledger.definition
  const shown = definition.measures
    .map((measure, position) => ({ measure, amount: amounts[position]!, scale: plan.ledger.measures[position]!.scale, position }))
    .filter(({ measure, amount }) => amount !== 0 && !hidden.has(measure.name))
  return {
    entry: plan.name,
    ledger: localize(definition.label ?? definition.name, language),
    verb: plan.verb,
    line: line === null ? null : line.index + 1,
    from: from === null ? null : await describeCoordinates(unit, movement, from, own),
    to: to === null ? null : await describeCoordinates(unit, movement, to, own),
    measures: shown.map(({ measure, amount, scale }) => ({
      label: localize(measure.label ?? measure.name, language),
      value: Decimal.fromUnits(amount, scale).toString(),
    })),
    /** The cost is found when it is posted. */
    isCosted: plan.ledger.costing !== undefined && !hasValue,
  }
}

async function describeCoordinates(
  unit: Unit,
  { plan }: Movement,
  coordinates: Coordinates,
  own: TriedRecord,
): Promise<{ label: string; value: string }[]> {
  const { language } = unit.command
  const parts: { label: string; value: string }[] = []
  for (const [position, value] of coordinates.entries()) {
    const dimension = plan.ledger.definition.dimensions[position]!
    if (value === 0 || value === '') continue
    const name = typeof value === 'number' ? plan.ledger.dimensions[position]!.nameOfVirtual.get(value) : undefined
    const virtual = dimension.virtual?.find((each) => each.name === name)
    const entity = dimension.type === 'record' && typeof value === 'number' ? await entityBehind(unit, value, own) : dimension.entity
    const text = virtual === undefined ? await titleIn(unit, entity, value) : localize(virtual.label, language)
    parts.push({ label: localize(dimension.label ?? dimension.name, language), value: text })
  }
  return parts
}

/** Whose record it is, of one that a ledger knows by its id alone. */
async function entityBehind(unit: Unit, id: number, own: TriedRecord): Promise<string | undefined> {
  return id === own.id ? own.entity : (await readEntitiesOf(unit.transaction, [id])).get(id)
}

/** What may not be seen has no title here either. */
async function titleIn(unit: Unit, entity: string | undefined, value: number | string): Promise<string> {
  if (typeof value === 'string') return value
  if (entity === undefined || !unit.authority.may('view', entity)) return `#${value}`
  return titleOf(unit, entity, value)
}
