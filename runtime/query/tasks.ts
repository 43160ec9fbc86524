import { formatId, parseId } from '@formwork/platform/value/index.ts'
import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import { readBox, readStarted } from '../store/process/inbox.ts'
import { compiledVersion } from './process-version.ts'
import type { Query, QueryContext } from './query.ts'
import { summariesOf, type RecordSummary } from './task-summary.ts'

const BOXES = new Set(['todo', 'done', 'started', 'copied'])
const MOST_ROWS = 200
const DEFAULT_ROWS = 30

interface TasksRequest {
  readonly box?: string
  readonly limit?: string | number
  readonly after?: string
}

/** One line of a box before its record is read. */
interface Line {
  readonly seat: number
  readonly version: number
  readonly node: { id: string; label: LocalizedText }
  readonly process: string
  readonly label: LocalizedText
  readonly entity: string | null
  readonly record: number | null
  readonly initiator: number | null
  readonly openedAt: number
  readonly due: number | null
  readonly status: string
  readonly verdict: string | null
}

/** 待办 / 已办 / 我发起 / 抄送, newest first. Errors: `not-an-option`. */
export const tasks: Query = {
  name: 'tasks',
  cost: 'point',
  async run(context: QueryContext, request: TasksRequest): Promise<unknown> {
    const box = request.box ?? 'todo'
    if (!BOXES.has(box)) throw fail('not-an-option', { value: box, label: 'box' }, 'box')
    const person = context.actor.person
    if (person === null) return { rows: [] }
    const limit = Math.min(Math.max(1, Number(request.limit ?? DEFAULT_ROWS) || DEFAULT_ROWS), MOST_ROWS)
    const before = request.after === undefined ? Number.MAX_SAFE_INTEGER : parseId(request.after, 'after')
    const lines =
      box === 'started' ? await startedLines(context, person, before, limit + 1) : await seatLines(context, person, box, before, limit + 1)
    const page = lines.slice(0, limit)
    const summaries = await summariesOf(
      context,
      page.flatMap(({ entity, record }) => (entity === null || record === null ? [] : [{ entity, record }])),
    )
    return {
      rows: page.map((line) => rowOf(context, line, summaries)),
      next: lines.length > limit ? formatId(page.at(-1)!.seat) : undefined,
    }
  },
}

async function seatLines(context: QueryContext, person: number, box: string, before: number, limit: number): Promise<Line[]> {
  const rows = await readBox(context.reading, person, box, before, limit)
  const lines: Line[] = []
  for (const row of rows) {
    const version = await compiledVersion(context.reading, row.definition)
    lines.push({
      seat: row.id,
      version: row.version,
      node: { id: row.node, label: nodeLabel(version.graph.nodes.get(row.node), row.node) },
      process: row.process,
      label: version.label,
      entity: row.entity,
      record: row.record,
      initiator: row.initiator,
      openedAt: row.openedAt,
      due: row.due,
      status: box === 'todo' ? 'open' : row.instanceStatus === 'ended' ? (row.outcome ?? 'ended') : row.instanceStatus,
      verdict: box === 'done' ? row.status : null,
    })
  }
  return lines
}

async function startedLines(context: QueryContext, person: number, before: number, limit: number): Promise<Line[]> {
  const rows = await readStarted(context.reading, person, before, limit)
  const lines: Line[] = []
  for (const row of rows) {
    const version = await compiledVersion(context.reading, row.definition)
    lines.push({
      seat: row.id,
      version: 0,
      node: { id: '', label: version.label },
      process: row.process,
      label: version.label,
      entity: row.entity,
      record: row.record,
      initiator: person,
      openedAt: row.startedAt,
      due: null,
      status: row.status === 'ended' ? (row.outcome ?? 'ended') : row.status,
      verdict: null,
    })
  }
  return lines
}

/** What people call a step: the label of its settings, else its name in the diagram. */
export function nodeLabel(
  node: { readonly name: string | null; readonly settings: { label?: LocalizedText } } | undefined,
  id: string,
): LocalizedText {
  const label = node?.settings.label ?? node?.name ?? id
  return typeof label === 'string' ? { zh: label, en: label } : label
}

function rowOf(context: QueryContext, line: Line, summaries: ReadonlyMap<number, RecordSummary>): Record<string, unknown> {
  const summary = line.record === null ? undefined : summaries.get(line.record)
  const { entity, node, openedAt, due, status, verdict } = line
  return {
    seat: formatId(line.seat),
    version: line.version,
    node,
    process: line.process,
    processLabel: line.label,
    entity,
    record:
      line.record === null
        ? null
        : {
            id: formatId(line.record),
            number: summary?.number ?? null,
            title: summary?.title ?? `#${line.record}`,
            status: summary?.status,
          },
    summary: summary?.fields ?? [],
    initiator:
      line.initiator === null
        ? null
        : { id: formatId(line.initiator), name: context.organisation.people.get(line.initiator)?.name ?? `#${line.initiator}` },
    openedAt,
    due,
    status,
    verdict,
  }
}
