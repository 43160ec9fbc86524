import { fail } from '@formwork/platform/error/index.ts'
import { planOf, type EntityPlan } from '../../engine/record/entity-plan.ts'
import type { FieldPlan } from '../../engine/record/field-plan.ts'
import type { RecordEvent } from '../../engine/record/event.ts'
import { filesOf, mayHoldFiles } from '../../query/file-fields.ts'
import { bindFile, findFile, type StoredFile } from '../../store/content/files.ts'
import type { SettleStep, Unit } from '../unit.ts'

const MOVES: ReadonlySet<string> = new Set(['record.saved', 'record.submitted', 'record.posted', 'record.amended'])

/**
 * Files that a record names belong to it from its save on. Whoever saves must have uploaded them, or they lie in this record
 * already. Errors: `upload-refused`.
 */
export const bindFiles: SettleStep = (unit, event) => {
  if (!MOVES.has(event.type)) return undefined
  const plan = planOf(unit.model, unit.registry, (event as RecordEvent).entity)
  return mayHoldFiles(plan) ? bindNamedFiles(unit, plan, event as RecordEvent) : undefined
}

async function bindNamedFiles(unit: Unit, plan: EntityPlan, { entity, record, before }: RecordEvent): Promise<void> {
  const known = new Set(before === undefined ? [] : [...filesOf(plan, before)].flatMap(({ ids }) => ids))
  for (const { field, path, ids } of filesOf(plan, record)) {
    for (const id of ids) {
      if (known.has(id)) continue
      const file = await requireOwnFile(unit, id, record.header.id, path)
      checkFile(file, field, path)
      if (file.record === null) await bindFile(unit.transaction, id, entity, record.header.id)
    }
  }
}

async function requireOwnFile(unit: Unit, id: number, record: number, path: string): Promise<StoredFile> {
  const file = await findFile(unit.transaction, id)
  const isOwn = file !== undefined && (file.record === record || (file.record === null && file.createdBy === unit.actor.person))
  if (!isOwn) throw refuse(`#${id}`, { zh: '没有这个上传的文件', en: 'there is no such upload' }, path)
  return file
}

function checkFile({ name, mediaType, bytes }: StoredFile, field: FieldPlan, path: string): void {
  const { accept, maximumBytes } = field.definition
  if (field.type.files === 'image' && !mediaType.startsWith('image/')) throw refuse(name, { zh: '不是图片', en: 'it is no picture' }, path)
  if (maximumBytes !== undefined && bytes > maximumBytes) {
    throw refuse(name, { zh: `超过 ${maximumBytes} 字节`, en: `it is larger than ${maximumBytes} bytes` }, path)
  }
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (accept !== undefined && !accept.includes(ending)) {
    throw refuse(name, { zh: `只接受 ${accept.join('、')}`, en: `only ${accept.join(', ')} are taken` }, path)
  }
}

function refuse(name: string, reason: { zh: string; en: string }, path: string): Error {
  return fail('upload-refused', { name, reason }, path)
}
