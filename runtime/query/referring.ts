import type { EntityDefinition } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { planOf } from '../engine/record/entity-plan.ts'
import { countRecords } from '../store/reading/select-records.ts'
import { authorizeRead } from './authorize.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { requireVisible } from './timeline.ts'

/** Counted no further: more says nothing more to whoever decides. */
const MOST_COUNTED = 10_000

/** How many records refer to this one, by kind, as far as the reader may see them. Errors: `unknown-entity`, `unknown-record`. */
export const referring: Query = {
  name: 'referring',
  cost: 'long',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { entity, id: text } = request as { entity: string; id: string }
    if (!context.model.entities.has(entity)) throw fail('unknown-entity', { entity })
    const id = parseId(text, 'id')
    await requireVisible(context, authorizeRead(context, entity), id)
    const rows: Record<string, unknown>[] = []
    for (const each of context.model.entities.values()) {
      const count = await countOf(context, each, entity, id)
      if (count > 0) rows.push({ entity: each.name, label: each.label ?? each.name, count })
    }
    return { rows: rows.sort((one, other) => Number(other.count) - Number(one.count)) }
  },
}

async function countOf(context: QueryContext, { name }: EntityDefinition, target: string, id: number): Promise<number> {
  const plan = planOf(context.model, context.registry, name)
  const isReference = { right: { constant: formatId(id) }, compare: '=' as const }
  const header = plan.header.references.filter((field) => field.target === target && !field.multiple)
  const lines = plan.lines.map((group) => ({
    lines: group.lines!,
    fields: group.references.filter((field) => field.target === target && !field.multiple),
  }))
  if (header.length === 0 && lines.every(({ fields }) => fields.length === 0)) return 0
  const authority = authorityOf(context.model, context.organisation, context.actor)
  if (!authority.may('view', name) || context.model.switches?.off.resources.has(name) === true) return 0
  const authorized = authorizeRead(context, name)
  const from = { plan: authorized, columns: [], sort: [], limit: 1 }
  let count = 0
  if (header.length > 0) {
    const where = [{ any: header.map((field) => ({ ...isReference, left: { path: [field.name] } })) }]
    count += (await countRecords(readingSource(context), { ...from, where }, MOST_COUNTED)).value
  }
  for (const { lines: rows, fields } of lines.filter((each) => each.fields.length > 0)) {
    const where = [{ any: fields.map((field) => ({ ...isReference, left: { path: [rows, field.name] } })) }]
    count += (await countRecords(readingSource(context), { ...from, lines: rows, where }, MOST_COUNTED)).value
  }
  return count
}
