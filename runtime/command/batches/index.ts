import type { BatchDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId } from '@formwork/platform/value/index.ts'
import { addressedRoles, holdersOf } from '../../engine/permission/addressed-roles.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { compileFormula } from '../../engine/record/formula.ts'
import { RecordContext } from '../../engine/record/record-context.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { requireBatch, rowScope, type BatchRow } from '../../query/services/batch-rows.ts'
import { findMade, noteMade } from '../../store/services/batch-records.ts'
import { requireRight } from '../access.ts'
import { evaluate, evaluateAll } from '../automations/evaluate.ts'
import { giveNotice } from '../notices/give-notice.ts'
import { nameSchema, objectSchema } from '../request.ts'
import { saveRecord } from '../save-record.ts'
import type { Unit, UseCase } from '../unit.ts'

const keys = { type: 'array', maxItems: 2_000, items: { type: 'string', maxLength: 200 } } as const
const count = { type: 'integer', minimum: 0 } as const
const open = { type: 'object', additionalProperties: {} } as const

/** Begins a batch: its rows are read beside the writer, a record a key. Errors: `not-permitted` to create such records. */
const startBatch: UseCase = {
  name: 'start-batch',
  help: { zh: '执行批处理：报表行生成单据，同键同日只生成一次', en: 'Makes records of the rows of a report, once per key and day' },
  request: { ...objectSchema({ batch: nameSchema, parameters: open, keys }, ['batch']) },
  run(unit: Unit, body: { batch: string; parameters?: Record<string, unknown>; keys?: readonly string[] }) {
    const { entity, update } = requireBatch(unit, body.batch)
    requireRight(unit, update === undefined ? 'create' : 'edit', planOf(unit.model, unit.registry, entity))
    unit.enqueue({ kind: 'run-batch', payload: { ...body, person: unit.actor.person } })
    unit.audit({ action: 'start-batch', values: { batch: body.batch } })
    return Promise.resolve({ batch: body.batch })
  },
}

interface GroupBody {
  readonly batch: string
  readonly key: string
  readonly rows: readonly BatchRow[]
  /** Who began the batch; nobody where its schedule did. */
  readonly person?: number | null
}

/** One key of a batch becomes one record; the same day not again, unless that one was deleted. */
const makeBatchRecord: UseCase = {
  name: 'make-batch-record',
  internal: true,
  help: { zh: '生成批处理的一张单据', en: 'Makes the record of one key' },
  request: {
    ...objectSchema(
      {
        batch: nameSchema,
        key: { type: 'string', maxLength: 200 },
        rows: { type: 'array', items: open, minItems: 1 },
        person: { type: 'integer', nullable: true },
      },
      ['batch', 'key', 'rows'],
    ),
  },
  async run(unit: Unit, body: GroupBody) {
    const definition = requireBatch(unit, body.batch)
    const before = await findMade(unit.transaction, body.batch, body.key, unit.today)
    const still = before === undefined ? undefined : await unit.loadHeader(before.entity, before.record)
    if (still !== undefined && still.header.deletedAt === null) return { record: formatId(still.header.id), isNew: false }
    unit.inNameOf = body.person ?? toldBy(unit, definition)[0] ?? null
    const label = definition.label ?? definition.name
    const named = (formulas: Readonly<Record<string, string>>) =>
      Object.entries(formulas).map(([name, text]) => ({ name, formula: compileFormula(text, label, unit.registry) }))
    const [first] = body.rows
    if (first === undefined) throw fail('nothing-open')
    const values = await evaluateAll(unit, named(definition.header), rowScope(unit.facts, first), label)
    const rows: Record<string, unknown>[] = []
    for (const row of definition.lines === undefined ? [] : body.rows) {
      rows.push(await evaluateAll(unit, named(definition.lines!.fields), rowScope(unit.facts, row), label))
    }
    const lines =
      definition.lines === undefined ? undefined : { [definition.lines.to]: rows.map((row) => ({ do: 'insert' as const, values: row })) }
    unit.opened = writtenPaths(definition)
    const target = definition.update === undefined ? undefined : await requireTarget(unit, definition, definition.update, first)
    if (target !== undefined && isSame(target, values)) return { record: formatId(target.header.id), isNew: false }
    const request = target === undefined ? {} : { id: formatId(target.header.id), version: target.header.version }
    const isPosted = target?.header.status === 'posted'
    const { record } = await saveRecord(
      unit,
      { entity: definition.entity, ...request, changes: { values, lines } },
      isPosted ? 'amend' : definition.submit === true ? 'submit' : 'save',
    )
    await noteMade(unit.transaction, {
      batch: body.batch,
      key: body.key,
      day: unit.today,
      entity: definition.entity,
      record: record.header.id,
    })
    return { record: formatId(record.header.id), isNew: true }
  },
}

/** What the batch fills in by itself, though nobody may type it. */
function writtenPaths({ header, lines }: BatchDefinition): ReadonlySet<string> {
  const columns = lines === undefined ? [] : Object.keys(lines.fields).map((name) => `${lines.to}.${name}`)
  return new Set([...Object.keys(header), ...columns])
}

/** Whether a record has these values (JSON form) already: then there is nothing to change. */
function isSame(target: StoredRecord, values: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(values).every(([name, value]) => String(value ?? '') === String(target.values[name] ?? ''))
}

/** Who is told of what the schedule makes, the holders of its first role first; the first of them is whose records they are. */
function toldBy(unit: Unit, { tell }: BatchDefinition): number[] {
  const roles = addressedRoles(unit.model, unit.organisation, tell?.roles ?? [])
  return roles.flatMap((role) => holdersOf(unit.organisation, [role]))
}

/** The record that a key changes. Errors: `automation-failed` when the formula gives none of its entity. */
async function requireTarget(unit: Unit, definition: BatchDefinition, text: string, row: BatchRow): Promise<StoredRecord> {
  const label = definition.label ?? definition.name
  const value = await evaluate(unit, compileFormula(text, label, unit.registry), rowScope(unit.facts, row), label)
  const isOfEntity = value instanceof RecordContext && RecordContext.entityOf(value) === definition.entity
  const record = isOfEntity ? await unit.load(definition.entity, RecordContext.idOf(value)) : undefined
  if (record === undefined) {
    throw fail('automation-failed', { automation: label, reason: { zh: '没有要修改的记录', en: 'there is no record to change' } })
  }
  return record
}

/** Tells who began a batch what became of it; of what its schedule has made, everybody with the roles that it names. */
const tellBatch: UseCase = {
  name: 'tell-batch',
  internal: true,
  help: { zh: '通知批处理结果', en: 'Tells what a batch has made' },
  request: {
    ...objectSchema({ batch: nameSchema, person: { type: 'integer', minimum: 1, nullable: true }, made: count, left: count }, [
      'batch',
      'person',
      'made',
    ]),
  },
  async run(unit: Unit, body: { batch: string; person: number | null; made: number; left?: number }) {
    const definition = requireBatch(unit, body.batch)
    const { label = body.batch, update } = definition
    const people = body.person === null ? toldBy(unit, definition) : [body.person]
    const { zh, en } = typeof label === 'string' ? { zh: label, en: label } : label
    const left = body.left ?? 0
    const done =
      update === undefined
        ? { zh: `已生成 ${body.made} 张单据`, en: `${body.made} records made` }
        : { zh: `已更新 ${body.made} 条`, en: `${body.made} records changed` }
    const rest =
      left === 0 ? { zh: '', en: '' } : { zh: `，还有 ${left} 张超过每次上限，留到下次`, en: `, ${left} more wait for the next run` }
    const text = { zh: `${zh}：${done.zh}${rest.zh}`, en: `${en}: ${done.en}${rest.en}` }
    await giveNotice(unit, people, { kind: 'batch', entity: null, record: null, content: { text } })
    return {}
  },
}

export const batchUseCases: readonly UseCase[] = [startBatch, makeBatchRecord, tellBatch]
