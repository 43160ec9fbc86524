import { formatId, parseId, type Decimal } from '@formwork/platform/value/index.ts'
import { authorityOf } from '../engine/permission/authority.ts'
import { makeAuthorizedPlan } from '../store/reading/authorized-plan.ts'
import { listDownstream, listUpstream } from '../store/links/links.ts'
import { selectRecords } from '../store/reading/select-records.ts'
import { authorizeRead } from './authorize.ts'
import type { Query, QueryContext } from './query.ts'
import { readingSource } from './reading-source.ts'
import { listTakenTogether } from './taken-together.ts'
import { requireVisible } from './timeline.ts'
import { titlesOf } from './titles.ts'

interface Neighbour {
  readonly direction: 'upstream' | 'downstream'
  readonly entity: string
  readonly id: number
  readonly conversion: string
}

/** Records that this one was made from and that were made from it, as far as the reader may see them, and what is still open of its lines. */
export const links: Query = {
  name: 'links',
  cost: 'point',
  async run(context: QueryContext, request: unknown): Promise<unknown> {
    const { entity, id: text } = request as { entity: string; id: string }
    const id = parseId(text, 'id')
    await requireVisible(context, authorizeRead(context, entity), id)
    const neighbours = await readNeighbours(context, id)
    const rows = await Promise.all(neighbours.map((each) => describe(context, each)))
    return { links: rows.filter((row) => row !== undefined), open: await readOpen(context, entity, id) }
  },
}

async function readNeighbours(context: QueryContext, id: number): Promise<Neighbour[]> {
  const up = (await listUpstream(context.reading, id)).map((link) => ({
    direction: 'upstream' as const,
    id: link.sourceRecord,
    conversion: link.conversion,
  }))
  const down = (await listDownstream(context.reading, id)).map((link) => ({
    direction: 'downstream' as const,
    id: link.targetRecord,
    conversion: link.conversion,
  }))
  const seen = new Set<number>()
  return [...up, ...down].flatMap((each) => {
    const conversion = context.model.conversions.get(each.conversion)
    if (conversion === undefined || seen.has(each.id)) return []
    seen.add(each.id)
    return [{ ...each, entity: each.direction === 'upstream' ? conversion.from : conversion.to }]
  })
}

/** A neighbour the reader may not see is as if it did not exist. */
async function describe(context: QueryContext, neighbour: Neighbour): Promise<Record<string, unknown> | undefined> {
  const authority = authorityOf(context.model, context.organisation, context.actor)
  if (!authority.may('view', neighbour.entity)) return undefined
  const where = [{ compare: '=' as const, left: { path: ['id'] }, right: { constant: formatId(neighbour.id) } }]
  const columns = ['number', 'status'].map((name) => ({ name, path: [name] }))
  const page = await selectRecords(readingSource(context), {
    plan: authorizeRead(context, neighbour.entity),
    columns,
    where,
    sort: [],
    limit: 1,
  })
  const [row] = page.rows
  if (row === undefined) return undefined
  const title = (await titlesOf(context, neighbour.entity, [neighbour.id])).get(neighbour.id)
  const { label } = context.model.entities.get(neighbour.entity) ?? {}
  return {
    direction: neighbour.direction,
    entity: neighbour.entity,
    entityLabel: label,
    id: formatId(neighbour.id),
    number: row.number,
    title,
    status: row.status,
    conversion: neighbour.conversion,
  }
}

/** What is left of each line for each conversion: quantity minus what living targets take. */
async function readOpen(context: QueryContext, entity: string, id: number): Promise<Record<string, Record<string, string>>> {
  const open: Record<string, Record<string, string>> = {}
  const hidden = authorityOf(context.model, context.organisation, context.actor).fields(entity).hidden
  for (const conversion of context.model.conversions.values()) {
    const { lines } = conversion
    if (conversion.from !== entity || lines === undefined || hidden.has(`${lines.from}.${lines.quantity}`)) continue
    const taken = await listTakenTogether(context.reading, context, conversion, id)
    const quantities = await readQuantities(context, entity, id, lines.from, lines.quantity)
    open[conversion.name] = Object.fromEntries(
      quantities.map(([line, quantity]) => [
        formatId(line),
        taken
          .filter((each) => each.sourceLine === line)
          .reduce((left, each) => left.subtract(each.quantity), quantity)
          .toString(),
      ]),
    )
  }
  return open
}

async function readQuantities(
  context: QueryContext,
  entity: string,
  id: number,
  lines: string,
  field: string,
): Promise<[number, Decimal][]> {
  const plan = makeAuthorizedPlan({ resource: entity, rows: { constant: true }, seatsOf: null, hidden: new Set() })
  const where = [{ compare: '=' as const, left: { path: ['id'] }, right: { constant: formatId(id) } }]
  const columns = [
    { name: 'id', path: [lines, 'id'] },
    { name: 'quantity', path: [lines, field] },
  ]
  const page = await selectRecords(readingSource(context), {
    plan,
    lines,
    columns,
    where,
    sort: [{ path: [lines, 'position'], descending: false }],
    limit: 10_000,
  })
  return page.rows.flatMap((row) => (row.quantity === null ? [] : [[row.id as number, row.quantity as Decimal]]))
}
