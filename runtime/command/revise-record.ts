import { parseId } from '@formwork/platform/value/index.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import { requireRecord, requireRight } from './access.ts'
import { answerOf } from './answer.ts'
import { requireVersion } from './authorize-save.ts'
import { copyRecord } from './copy-record.ts'
import { idSchema, nameSchema, objectSchema } from './request.ts'
import { requireMayUndo } from './require-may-undo.ts'
import { transitionRecord } from './transition-record.ts'
import type { Unit, UseCase } from './unit.ts'

/**
 * 改单: voids a posted record and copies it into a new draft, in one command; answers with the draft.
 * Errors: those of `void` and `copy`.
 */
export const revise: UseCase = {
  name: 'revise',
  request: {
    ...objectSchema(
      { entity: nameSchema, id: idSchema, version: { type: 'integer', minimum: 1 }, reason: { type: 'string', maxLength: 500 } },
      ['entity', 'id', 'version'],
    ),
  },
  help: { zh: '改单：作废并复制为新草稿', en: 'Voids a record and copies it into a new draft' },
  async run(unit: Unit, body: { entity: string; id: string; version: number; reason?: string }) {
    const plan = planOf(unit.model, unit.registry, body.entity)
    requireRight(unit, 'create', plan)
    const record = await requireRecord(unit, plan, parseId(body.id, 'id'), 'void')
    await requireVersion(unit, plan, record, body.version)
    await requireMayUndo(unit, plan, record)
    await transitionRecord(unit, plan, record, 'void', { event: 'record.voided', action: 'void', reason: body.reason })
    const { record: draft } = await copyRecord(unit, plan, record, { keepsPeople: true })
    return answerOf(unit, draft)
  },
}
