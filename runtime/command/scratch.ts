import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import { putScratch, removeScratch, scratchPlace } from '../store/content/scratch.ts'
import { requireRecord, requireRight } from './access.ts'
import { idSchema, nameSchema, objectSchema } from './request.ts'
import { changesSchema } from './record-use-cases.ts'
import type { Unit, UseCase } from './unit.ts'

interface ScratchBody {
  entity: string
  /** Absent: input for a new record. */
  id?: string
  changes?: unknown
  /** The version that the input was made on. */
  version?: number
}

const properties = { entity: nameSchema, id: idSchema }

/**
 * 暂存: keeps a person's unsaved input on the server: no number, no rules, no version, no audit. Saving drops it.
 * Errors: `unknown-entity`, `unknown-record`, `not-permitted`.
 */
export const keepScratch: UseCase = {
  name: 'keep-scratch',
  request: { ...objectSchema({ ...properties, version: { type: 'integer', minimum: 1 }, changes: changesSchema }, ['entity', 'changes']) },
  help: { zh: '暂存未保存的输入', en: 'Keeps unsaved input' },
  async run(unit: Unit, body: ScratchBody) {
    const plan = planOf(unit.model, unit.registry, body.entity)
    if (body.id === undefined) requireRight(unit, 'create', plan)
    else await requireRecord(unit, plan, parseId(body.id, 'id'), 'edit')
    const input = { version: body.version ?? null, changes: body.changes }
    await putScratch(unit.transaction, requirePerson(unit), placeOf(body), input, unit.now)
    return {}
  },
}

export const dropScratch: UseCase = {
  name: 'drop-scratch',
  request: { ...objectSchema(properties, ['entity']) },
  help: { zh: '放弃暂存的输入', en: 'Drops kept input' },
  async run(unit: Unit, body: ScratchBody) {
    await removeScratch(unit.transaction, requirePerson(unit), placeOf(body))
    return {}
  },
}

function placeOf({ entity, id }: ScratchBody): string {
  return scratchPlace(entity, id === undefined ? undefined : parseId(id, 'id'))
}

function requirePerson(unit: Unit): number {
  if (unit.actor.person === null) throw fail('not-permitted', { action: { zh: '暂存', en: 'keep input' } })
  return unit.actor.person
}
