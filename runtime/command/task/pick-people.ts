import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import type { Picks } from '../../engine/process/event.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { findScratch, putScratch, removeScratch } from '../../store/content/scratch.ts'
import { requireRecord } from '../access.ts'
import { idSchema, nameSchema, objectSchema, type RequestSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/** Chosen people by element. */
export const picksSchema: RequestSchema = {
  type: 'object',
  additionalProperties: { type: 'array', items: idSchema, maxItems: 25 },
}

export function readPicks(picks: Readonly<Record<string, readonly string[]>> | undefined): Picks | undefined {
  if (picks === undefined) return undefined
  return Object.fromEntries(Object.entries(picks).map(([node, people]) => [node, people.map((id) => parseId(id, 'picks'))]))
}

const place = (entity: string, record: number): string => `picks/${entity}/${record}`

/** 发起人自选: the initiator chooses approvers of a record before he submits it; submitting takes them. */
export const pickPeople: UseCase = {
  name: 'pick-people',
  help: { zh: '提交前自选各步骤的处理人', en: 'Chooses the people of steps before a record is submitted' },
  request: { ...objectSchema({ entity: nameSchema, id: idSchema, picks: picksSchema }, ['entity', 'id', 'picks']) },
  async run(unit, body: { entity: string; id: string; picks: Readonly<Record<string, readonly string[]>> }) {
    const { person } = unit.actor
    const record = parseId(body.id, 'id')
    if (person === null) throw fail('not-permitted', { action: { zh: '自选处理人', en: 'choose people' } })
    await requireRecord(unit, planOf(unit.model, unit.registry, body.entity), record, 'submit')
    await putScratch(unit.transaction, person, place(body.entity, record), readPicks(body.picks), unit.now)
    return { id: body.id }
  },
}

/** What the actor chose for this record; taken once. */
export function takePicks(unit: Unit, entity: string, record: number): Promise<Picks | undefined> | undefined {
  const { person } = unit.actor
  // Nobody chose anything for what this command has made.
  return person === null || unit.isNew(record) ? undefined : takeScratch(unit, person, entity, record)
}

async function takeScratch(unit: Unit, person: number, entity: string, record: number): Promise<Picks | undefined> {
  const found = await findScratch(unit.transaction, person, place(entity, record))
  if (found === undefined) return undefined
  await removeScratch(unit.transaction, person, place(entity, record))
  return found.input as Picks
}
