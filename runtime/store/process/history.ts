import { hash } from 'node:crypto'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import { andThen } from '../and-then.ts'
import type { Bound, MaybePromise, Plan, Reading, Transaction } from '../database.ts'

export interface HistoryLine {
  readonly at: number
  readonly person: number | null
  readonly onBehalfOf: number | null
  readonly action: string
  readonly node: string | null
  readonly seat: number | null
  readonly round: number | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** Where the chain of an instance stands. */
export interface HistoryHead {
  readonly sequence: number
  readonly hash: string
}

const insert: Plan = {
  sql: 'insert into process_history (instance, sequence, at, person, on_behalf_of, action, node, seat, round, detail, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
}
const ofInstance: Plan = { sql: 'select * from process_history where instance = ? order by sequence' }
const ofRecord: Plan = {
  sql: 'select h.* from process_instance as i join process_history as h on h.instance = i.id where i.record = ? and i.entity = ? order by h.at, h.instance, h.sequence',
}

/** Appends lines of one moment (milliseconds since the epoch) and gives the new head of the chain. */
export function appendHistory(
  transaction: Transaction,
  instance: number,
  head: HistoryHead,
  lines: readonly Omit<HistoryLine, 'at'>[],
  at: number,
): MaybePromise<HistoryHead> {
  let { sequence, hash: last } = head
  const rows: Bound[][] = []
  for (const line of lines) {
    const detail = JSON.stringify(line.detail)
    last = lineHash(last, ++sequence, instance, at, line, detail)
    rows.push([instance, sequence, at, line.person, line.onBehalfOf, line.action, line.node, line.seat, line.round, detail, last])
  }
  const next = { sequence, hash: last }
  return rows.length === 0 ? next : andThen(transaction.runMany(insert, rows), () => next)
}

function lineHash(before: string, sequence: number, instance: number, at: number, line: Omit<HistoryLine, 'at'>, detail: string): string {
  const { person, onBehalfOf, action, node, seat, round } = line
  return hash('sha256', JSON.stringify([before, instance, sequence, at, person, onBehalfOf, action, node, seat, round, detail]))
}

export async function readHistory(reading: Reading, instance: number): Promise<HistoryLine[]> {
  return (await reading.all(ofInstance, [instance])).map(readLine)
}

/** The lines of every instance about a record, oldest first. */
export async function readHistoryOf(reading: Reading, entity: string, record: number): Promise<(HistoryLine & { instance: number })[]> {
  return (await reading.all(ofRecord, [record, entity])).map((row) => ({ ...readLine(row), instance: Number(row.instance) }))
}

/** Sequence of the first line whose hash does not follow from the one before; undefined when the chain is whole. */
export async function findBrokenHistory(reading: Reading, instance: number, head: HistoryHead): Promise<number | undefined> {
  let last = ''
  let count = 0
  for (const row of await reading.all(ofInstance, [instance])) {
    const line = readLine(row)
    last = lineHash(last, ++count, instance, line.at, line, String(row.detail))
    if (Number(row.sequence) !== count || row.hash !== last) return count
  }
  return count === head.sequence && last === head.hash ? undefined : count + 1
}

/** What people did about one record, oldest first, for its time-line. */
export async function readRecordHistory(
  reading: Reading,
  model: Model,
  entity: string,
  record: number,
): Promise<{ at: number; person: number | null; action: string; node?: { id: string; label: LocalizedText }; opinion?: string | null }[]> {
  const rows = await reading.all(ofRecord, [record, entity])
  return rows
    .map(readLine)
    .filter((line) => SHOWN.has(line.action))
    .map((line) => ({
      at: line.at,
      person: line.person,
      action: line.action,
      node: line.node === null ? undefined : { id: line.node, label: nodeLabel(model, entity, line.node) },
      opinion: typeof line.detail.opinion === 'string' ? line.detail.opinion : null,
    }))
}

/** Actions of people and of rules; entering and leaving elements is told by the diagram. */
const SHOWN = new Set([
  'started',
  'resubmitted',
  'approved',
  'rejected',
  'abstained',
  'submitted',
  'return',
  'transferred',
  'delegated',
  'sign-added',
  'sign-removed',
  'claimed',
  'urged',
  'commented',
  'taken-back',
  'cancelled',
  'cancel-asked',
  'cancel-refused',
  'withdrawn',
  'ended-by-administrator',
  'moved',
  'reopened',
  'retried',
  'approved-automatically',
  'timeout',
  'handed-up',
  'incident',
  'copied',
  'migrated',
])

const names = new WeakMap<Model, Map<string, LocalizedText>>()

/** What people call a node: the label of its settings, else its name in the diagram. */
function nodeLabel(model: Model, entity: string, node: string): LocalizedText {
  let known = names.get(model)
  if (known === undefined) names.set(model, (known = new Map()))
  const key = `${entity} ${node}`
  const found = known.get(key)
  if (found !== undefined) return found
  const process = [...model.processes.values()].find(
    (candidate) => candidate.entity === entity && (model.bpmn.get(candidate.name) ?? '').includes(`id="${node}"`),
  )
  const tag =
    process === undefined
      ? undefined
      : new RegExp(`<[^>]*\\sid="${node.replace(/[^\w-]/g, '\\$&')}"[^>]*>`).exec(model.bpmn.get(process.name) ?? '')?.[0]
  const label = process?.elements[node]?.label ?? (tag === undefined ? node : (/\sname="([^"]*)"/.exec(tag)?.[1] ?? node))
  known.set(key, label)
  return label
}

function readLine(row: Readonly<Record<string, Bound>>): HistoryLine {
  const number = (value: Bound | undefined): number | null => (value === null || value === undefined ? null : Number(value))
  return {
    at: Number(row.at),
    person: number(row.person),
    onBehalfOf: number(row.on_behalf_of),
    action: String(row.action),
    node: row.node as string | null,
    seat: number(row.seat),
    round: number(row.round),
    detail: JSON.parse(String(row.detail)) as Record<string, unknown>,
  }
}
