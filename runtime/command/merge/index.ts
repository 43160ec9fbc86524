import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { planOf, type EntityPlan } from '../../engine/record/entity-plan.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { findMerge, insertMerge, removeMerge } from '../../store/merged/merged-store.ts'
import { rebuildBalances } from '../../store/merged/rebuild-balances.ts'
import { requireRecord } from '../access.ts'
import { answerOf } from '../answer.ts'
import { requireVersion } from '../authorize-save.ts'
import { titleOf } from '../record-title.ts'
import { idSchema, nameSchema, objectSchema, type RequestSchema } from '../request.ts'
import { writeHeader } from '../transition-record.ts'
import type { Unit, UseCase } from '../unit.ts'
import { refuseMerge } from './refuse-merge.ts'
import { refuseUnmerge } from './refuse-unmerge.ts'

interface MergeBody {
  readonly entity: string
  readonly id: string
  readonly version: number
  readonly into: string
  readonly intoVersion: number
  readonly reason?: string
}

const version: RequestSchema = { type: 'integer', minimum: 1 }
const reason: RequestSchema = { type: 'string', maxLength: 500 }

/**
 * Makes two records of one thing one: what was written with `id`, and whatever will be, counts for `into`. Nothing that was
 * written changes. Errors: those of the right and the versions, `merge-refused`.
 */
const merge: UseCase = {
  name: 'merge',
  isAlone: true,
  request: {
    ...objectSchema({ entity: nameSchema, id: idSchema, version, into: idSchema, intoVersion: version, reason }, [
      'entity',
      'id',
      'version',
      'into',
      'intoVersion',
    ]),
  },
  help: {
    zh: '把重复的资料并入保留的一条：单据和分录不改，数字都算到保留的一条',
    en: 'Makes two records of one thing one: nothing written changes, every figure counts for the one that stays',
  },
  async run(unit: Unit, body: MergeBody) {
    const plan = planOf(unit.model, unit.registry, body.entity)
    const goes = await requireRecord(unit, plan, parseId(body.id, 'id'), 'merge')
    const stays = await requireRecord(unit, plan, parseId(body.into, 'into'), 'merge')
    await refuseMerge(unit, plan, { goes, stays })
    await requireVersion(unit, plan, goes, body.version)
    await requireVersion(unit, plan, stays, body.intoVersion)
    await note(unit, plan, { record: goes, other: stays, action: 'merge', reason: body.reason, status: 'disabled' })
    await note(unit, plan, { record: stays, other: goes, action: 'merge', reason: body.reason })
    const { id } = goes.header
    const merged = await insertMerge(unit.transaction, {
      record: id,
      entity: plan.name,
      into: stays.header.id,
      status: goes.header.status,
      at: unit.now,
      person: unit.actor.person,
    })
    await rebuildBalances(unit.store.ledgers.seeing(merged), unit.transaction, merged.same(id))
    return answerOf(unit, goes)
  },
}

/** Takes a merge back: both count for themselves again. Errors: those of the right and the version, `unmerge-refused`. */
const unmerge: UseCase = {
  name: 'unmerge',
  isAlone: true,
  request: { ...objectSchema({ entity: nameSchema, id: idSchema, version, reason }, ['entity', 'id', 'version']) },
  help: { zh: '取消合并：两条资料的数字重新分开', en: 'Takes a merge back: both count for themselves again' },
  async run(unit: Unit, body: Omit<MergeBody, 'into' | 'intoVersion'>) {
    const plan = planOf(unit.model, unit.registry, body.entity)
    const record = await requireRecord(unit, plan, parseId(body.id, 'id'), 'merge')
    await requireVersion(unit, plan, record, body.version)
    const { id } = record.header
    const found = await findMerge(unit.transaction, id)
    if (found === undefined) {
      throw fail('unmerge-refused', {
        goes: await titleOf(unit, plan.name, id),
        reason: { zh: '它没有并入别的资料', en: 'it was not merged' },
      })
    }
    const other = await unit.load(plan.name, found.into)
    await note(unit, plan, { record, other, action: 'unmerge', reason: body.reason, status: found.status })
    if (other !== undefined) await note(unit, plan, { record: other, other: record, action: 'unmerge', reason: body.reason })
    const before = unit.store.ledgers
    const merged = await removeMerge(unit.transaction, id)
    const leaving = merged.same(id)
    const all = before.merged.same(id)
    const staying = all.filter((each) => !leaving.includes(each))
    // Ledgers are found by the picture before; where their balances lie now is said by the one after.
    await rebuildBalances(before.seeing(merged), unit.transaction, all, before)
    await refuseUnmerge(unit, before, { entity: plan.name, record: id, leaving, staying })
    return answerOf(unit, record)
  },
}

interface Note {
  readonly record: StoredRecord
  readonly other: StoredRecord | undefined
  readonly action: 'merge' | 'unmerge'
  readonly reason: string | undefined
  /** Absent: it stays as it is. */
  readonly status?: string
}

/** A new version of each side, so that nobody merges what he has not seen; the audit of both says so. */
async function note(unit: Unit, plan: EntityPlan, { record, other, action, reason: why, status }: Note): Promise<void> {
  const title = other === undefined ? null : await titleOf(unit, plan.name, other.header.id)
  const changes = { [action]: other === undefined ? [null, null] : [formatId(other.header.id), title] }
  const event = status === 'disabled' ? 'record.closed' : status === undefined ? 'record.saved' : 'record.reopened'
  await writeHeader(unit, record, status === undefined ? {} : { status }, { event, action, reason: why, changes })
}

export const mergeUseCases: readonly UseCase[] = [merge, unmerge]
