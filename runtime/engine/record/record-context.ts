import { LazyContext, makeContext, readEntry, type FeelValue, type Scope } from '@formwork/platform/expression/value.ts'
import { DateTime, Decimal } from '@formwork/platform/value/index.ts'
import { planOf, type EntityPlan } from './entity-plan.ts'
import type { FactBook } from './facts.ts'
import type { FieldPlan } from './field-plan.ts'
import { evaluateFormula } from './formula.ts'
import type { GroupPlan } from './group-plan.ts'
import type { LineValues, RecordException, RecordHeader, StoredRecord } from './stored-record.ts'

/** A record as expressions see it: its fields, its system columns, and what stands behind its references. */
export class RecordContext extends LazyContext {
  // Private, since expressions read a scope's properties by name.
  readonly #entity: string
  readonly #id: number

  constructor(entity: string, id: number, read: (name: string) => FeelValue | undefined, names: () => Iterable<string>) {
    super(read, names, id > 0 ? `${entity}/${id}` : undefined)
    this.#entity = entity
    this.#id = id
  }

  static entityOf(context: RecordContext): string {
    return context.#entity
  }

  static idOf(context: RecordContext): number {
    return context.#id
  }
}

/** The context of a stored record that is read when an expression touches it; the same one for the same id. */
export function referenceContext(facts: FactBook, entity: string, id: number): RecordContext {
  const known = facts.contexts.get(id) as RecordContext | undefined
  if (known !== undefined && RecordContext.entityOf(known) === entity) return known
  const plan = planOf(facts.model, facts.registry, entity)
  const context: RecordContext = new RecordContext(
    entity,
    id,
    (name) => {
      const record = facts.record(entity, id, plan.linesByName.has(name))
      return record === undefined || record === null ? null : readOfRecord(facts, plan, record, name, context)
    },
    () => namesOf(plan),
  )
  facts.contexts.set(id, context)
  return context
}

/** The context of a record at hand, stored or not yet. */
export function recordContext(facts: FactBook, record: StoredRecord): RecordContext {
  const plan = planOf(facts.model, facts.registry, record.entity)
  const context: RecordContext = new RecordContext(
    record.entity,
    record.header.id,
    (name) => readOfRecord(facts, plan, record, name, context),
    () => namesOf(plan),
  )
  return context
}

/** The context of one row of lines: its own fields, and the whole record as `record`. */
export function lineContext(facts: FactBook, plan: EntityPlan, lines: string, line: LineValues, record: RecordContext): LazyContext {
  const group = plan.linesByName.get(lines)
  const context: LazyContext = new LazyContext(
    (name) =>
      name === 'record'
        ? record
        : name === 'id'
          ? String(line.id)
          : group === undefined
            ? undefined
            : facts.hides?.(plan.name, `${lines}.${name}`) === true
              ? null
              : readField(facts, group, line.values, name, context),
    () => group?.byName.keys() ?? [],
  )
  return context
}

function readOfRecord(
  facts: FactBook,
  plan: EntityPlan,
  record: StoredRecord,
  name: string,
  context: RecordContext,
): FeelValue | undefined {
  if (facts.hides?.(plan.name, name) === true) return null
  if (plan.header.byName.has(name)) return readField(facts, plan.header, record.values, name, context)
  if (plan.linesByName.has(name)) return (record.lines[name] ?? []).map((line) => lineContext(facts, plan, name, line, context))
  // Coordinates of its own live fields name the record itself (`"partner": "=record"`).
  if (name === 'record') return context
  if (name === 'exceptions') return (record.exceptions ?? []).map(exceptionContext)
  return readSystem(facts, record.header, name)
}

/** An exception as conditions of processes see it. */
function exceptionContext({ name, mode, size, line, message, reason }: RecordException): FeelValue {
  const text = typeof message === 'string' ? message : (message.zh ?? message.en ?? '')
  return Object.assign(makeContext(), { name, mode, size, line: line === 0 ? null : String(line), reason, message: text })
}

function readField(facts: FactBook, group: GroupPlan, values: Record<string, unknown>, name: string, scope: Scope): FeelValue | undefined {
  const field = group.byName.get(name)
  if (field === undefined) return undefined
  return field.live ? readLive(facts, field, scope) : toFeel(facts, field, values[name])
}

/** A live field: read through a reference of the same row, or from a ledger. */
export function readLive(facts: FactBook, field: FieldPlan, scope: Scope): FeelValue {
  const { through, field: target, ledger, measure } = field.definition
  if (through !== undefined && target !== undefined) {
    const reference = readEntry(scope, through)
    return reference instanceof RecordContext ? (LazyContext.read(reference, target) ?? null) : null
  }
  if (ledger === undefined || measure === undefined) return null
  const where = Object.fromEntries(
    field.where.map(({ name, formula }) => [name, toCoordinate(evaluateFormula(formula, scope, facts).value)]),
  )
  return facts.balance(ledger, measure, where) ?? null
}

/** Inside form -> what expressions calculate with; an empty value counts as 0 where its field says so. */
export function toFeel(facts: FactBook, field: FieldPlan, value: unknown): FeelValue {
  if (value === null || value === undefined) return field.definition.emptyAsZero === true ? Decimal.zero : null
  if (field.target === undefined) return value as FeelValue
  const { target } = field
  return Array.isArray(value)
    ? value.map((id: number) => referenceContext(facts, target, facts.merged.resolve(id)))
    : referenceContext(facts, target, facts.merged.resolve(value as number))
}

/** A coordinate of a ledger: references by id; a record that was never saved has none. */
export function toCoordinate(value: FeelValue): unknown {
  if (!(value instanceof RecordContext)) return value
  const id = RecordContext.idOf(value)
  return id === 0 ? null : id
}

/** System columns, where no field of the entity has their name. */
export function readSystem(facts: FactBook, header: RecordHeader, name: string): FeelValue | undefined {
  switch (name) {
    case 'id':
      return String(header.id)
    case 'status':
    case 'outcome':
    case 'number':
      return header[name]
    case 'version':
    case 'generation':
      return Decimal.of(header[name])
    case 'owner':
    case 'createdBy':
    case 'updatedBy':
      return header[name] === null ? null : referenceContext(facts, 'person', header[name])
    case 'department':
      return header.department === null ? null : referenceContext(facts, 'department', header.department)
    case 'createdAt':
    case 'updatedAt':
      return DateTime.fromEpochMilliseconds(header[name], facts.timeZone)
    default:
      return undefined
  }
}

function* namesOf(plan: EntityPlan): Iterable<string> {
  yield* plan.header.byName.keys()
  yield* plan.linesByName.keys()
}
