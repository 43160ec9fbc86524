import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../../engine/permission/authority.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import type { FieldPlan } from '../../engine/record/field-plan.ts'
import type { GroupPlan } from '../../engine/record/group-plan.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { visibleRecords } from '../services/visible-records.ts'
import type { Query, QueryContext } from '../query.ts'
import { todayOf } from '../reading-source.ts'
import { requireVisible } from '../timeline.ts'
import { authorizeRead } from '../authorize.ts'
import { authorizeDesign } from './authorize-design.ts'

/** Records that a test drive takes along; what is beyond them is left empty. */
const MOST_RECORDS = 400
/** Values that are files of this workspace, or that nobody types. */
const LEFT_OUT = new Set(['attachment', 'image', 'signature'])
/** What no process asks about people; a case that is saved is read by whoever has the definitions. */
const PRIVATE = new Set(['email', 'phone', 'id-card', 'address', 'location'])

/** A test drive begins with these steps, in a workspace of its own that is thrown away. */
interface TrialSeed {
  /** The people, their departments and whatever the record refers to. */
  readonly given: ScenarioStep[]
  /** The record is handed in by whoever owns it. */
  readonly when: ScenarioStep[]
}

/** The record by what later steps call it. */
export const TRIAL_RECORD = 'the record'

/**
 * A record with everything it refers to, as steps in business words: what the reader may not see of it is left out.
 * Errors: `not-permitted`, `unknown-entity`, `unknown-record`.
 */
export const trialSeed: Query = {
  name: 'trial-seed',
  cost: 'long',
  async run(context: QueryContext, request: { entity: string; id: string }): Promise<TrialSeed> {
    authorizeDesign(authorityOf(context.model, context.organisation, context.actor))
    const id = parseId(request.id, 'id')
    await requireVisible(context, authorizeRead(context, request.entity), id)
    const seed = new Seed(context)
    for (const person of context.organisation.people.values()) if (!person.disabled) await seed.take('person', person.id)
    await seed.take(request.entity, id)
    const record = seed.find(id)
    if (record === undefined) throw fail('unknown-record', { entity: request.entity, id })
    return seed.steps(record)
  },
}

/** Records in the order in which each finds what it refers to; where they refer to each other, one gets its reference later. */
class Seed {
  readonly #context: QueryContext
  readonly #taken = new Map<number, StoredRecord>()
  /** In the order of taking; what a record refers to stands before it. */
  readonly #order: StoredRecord[] = []
  readonly #open = new Set<number>()

  constructor(context: QueryContext) {
    this.#context = context
  }

  find(id: number): StoredRecord | undefined {
    return this.#taken.get(id)
  }

  async take(entity: string, id: number): Promise<void> {
    if (this.#taken.has(id) || this.#open.has(id) || this.#order.length >= MOST_RECORDS) return
    const { store, reading } = this.#context
    if (!(await visibleRecords(this.#context, entity, [id])).has(id)) return
    const record = await store.records.load(reading, entity, id)
    if (record === undefined) return
    this.#open.add(id)
    for (const [target, other] of this.#references(record)) {
      // Other documents have a life of their own, which is not told again.
      if (this.#context.model.entities.get(target)?.nature !== 'document') await this.take(target, other)
    }
    this.#open.delete(id)
    this.#taken.set(id, record)
    this.#order.push(record)
  }

  steps(main: StoredRecord): TrialSeed {
    const known = new Set<number>()
    const late: ScenarioStep[] = []
    const given = this.#order.map((record) => {
      const missing = new Set(this.#references(record).flatMap(([, id]) => (this.#taken.has(id) && !known.has(id) ? [id] : [])))
      if (missing.size > 0) late.push(this.#lateStep(record, missing, late.length + 1))
      const step = this.#step(record, record === main, known)
      known.add(record.header.id)
      return step
    })
    const owner = this.#context.organisation.people.get(main.header.owner ?? 0)?.login ?? undefined
    const first = given.shift()
    const on = todayOf(this.#context).toString()
    const steps = first === undefined ? [] : [{ ...first, on }, ...given]
    const own = steps.findIndex((step) => step.keep === TRIAL_RECORD)
    const before = steps.slice(0, own)
    const record = { ...steps[own]!, ...(owner === undefined ? {} : { as: owner }) }
    return {
      given: [...before, ...late, record],
      when: [{ name: 'submitted', ...(owner === undefined ? {} : { as: owner }), do: 'submit', record: TRIAL_RECORD }],
    }
  }

  #step(record: StoredRecord, isMain: boolean, known: ReadonlySet<number>): ScenarioStep {
    const keep = isMain ? TRIAL_RECORD : nameOf(record)
    return { name: stepName(record), do: 'save', entity: record.entity, values: this.#values(record, known), keep }
  }

  #lateStep(record: StoredRecord, missing: ReadonlySet<number>, count: number): ScenarioStep {
    const { header } = planOf(this.#context.model, this.#context.registry, record.entity)
    const values: Record<string, unknown> = {}
    for (const field of this.#fieldsOf(record.entity, header)) {
      const value = record.values[field.name]
      if (field.target !== undefined && idsIn(value).some((id) => missing.has(id))) values[field.name] = this.#reference(value, this.#taken)
    }
    return { name: `later-${count}`, do: 'save', record: nameOf(record), values }
  }

  #values(record: StoredRecord, known: ReadonlySet<number>): Record<string, unknown> {
    const plan = planOf(this.#context.model, this.#context.registry, record.entity)
    const values = this.#valuesOf(record.entity, plan.header, record.values, known)
    for (const group of plan.lines) {
      const rows = record.lines[group.lines!] ?? []
      if (group.closed || rows.length === 0 || this.#isHidden(record.entity, group.lines!)) continue
      values[group.lines!] = rows.map((row) => this.#valuesOf(record.entity, group, row.values, known))
    }
    return values
  }

  #valuesOf(
    entity: string,
    group: GroupPlan,
    stored: Readonly<Record<string, unknown>>,
    known: ReadonlySet<number>,
  ): Record<string, unknown> {
    const values: Record<string, unknown> = {}
    for (const field of this.#fieldsOf(entity, group)) {
      const value = stored[field.name]
      if (value === null || value === undefined) continue
      const json = field.target === undefined ? field.type.toJson(value, field.definition) : this.#reference(value, known)
      // Text that begins with = is a formula in a step.
      if (json !== undefined && !(typeof json === 'string' && json.startsWith('='))) values[field.name] = json
    }
    return values
  }

  #fieldsOf(entity: string, group: GroupPlan): FieldPlan[] {
    const prefix = group.lines === null ? '' : `${group.lines}.`
    return group.fields.filter(
      (field) =>
        !field.live &&
        field.formula === undefined &&
        field.readOnly !== true &&
        !LEFT_OUT.has(field.definition.type) &&
        !(entity === 'person' && field.required !== true && PRIVATE.has(field.definition.type)) &&
        !this.#isHidden(entity, prefix + field.name),
    )
  }

  #isHidden(entity: string, path: string): boolean {
    const { model, organisation, actor } = this.#context
    return authorityOf(model, organisation, actor).fields(entity).hidden.has(path)
  }

  /** By the names that earlier steps gave; undefined when none of them is there. */
  #reference(value: unknown, known: { has(id: number): boolean }): unknown {
    const names = idsIn(value).flatMap((id) => (known.has(id) && this.#taken.has(id) ? [nameOf(this.#taken.get(id)!)] : []))
    return names.length === 0 ? undefined : Array.isArray(value) ? names : names[0]
  }

  #references(record: StoredRecord): [string, number][] {
    const plan = planOf(this.#context.model, this.#context.registry, record.entity)
    const found: [string, number][] = []
    const collect = (group: GroupPlan, values: Readonly<Record<string, unknown>>): void => {
      for (const field of this.#fieldsOf(record.entity, group)) {
        if (field.target !== undefined) for (const id of idsIn(values[field.name])) found.push([field.target, id])
      }
    }
    collect(plan.header, record.values)
    for (const group of plan.lines) for (const row of record.lines[group.lines!] ?? []) collect(group, row.values)
    return found
  }
}

function idsIn(value: unknown): number[] {
  return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((id): id is number => typeof id === 'number')
}

function nameOf(record: StoredRecord): string {
  return `${record.entity} ${formatId(record.header.id)}`
}

function stepName(record: StoredRecord): string {
  return `${record.entity}-${formatId(record.header.id)}`
}
