import type { FormDefinition } from '@formwork/platform/definition/types.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { PickedStep, RecordData, VisibleEntity } from './shapes.ts'

/** The JSON of tasks and processes (ADR 0002). */
export type TaskBox = 'todo' | 'done' | 'started' | 'copied'

export interface TaskRow {
  seat: string
  version: number
  node: { id: string; label: LocalizedText }
  process: string
  entity: string
  record: { id: string; number?: string | null; title: string; status?: string }
  summary: { label: LocalizedText; value: unknown }[]
  initiator?: { id: string; name: string } | string | null
  openedAt?: string | number | null
  due?: string | number | null
  status: string
  verdict?: string | null
}

export interface TaskPage {
  rows: TaskRow[]
  next?: string
}

export interface TaskData extends RecordData {
  entity: string
  seat?: string
  /** Version of the seat; `version` is the record's. */
  seatVersion?: number
  node: { id: string; label: LocalizedText }
  why?: LocalizedText
  verbs: string[]
  forecast: { node: LocalizedText | { id: string; label?: LocalizedText }; people: (string | { name: string })[]; status?: string }[]
  shown?: string
  edit: string[]
  evidence: { name: string; label?: LocalizedText; value: unknown }[]
  opinion?: 'optional' | 'required' | 'required-on-reject'
  /** A signature by hand is wanted with the decision. */
  signature?: boolean
  /** Steps that it may be returned to. */
  returns?: { id: string; label?: LocalizedText }[]
  /** Steps whose people are named by whoever decides before them. */
  picks?: PickedStep[]
  /** What was written without deciding. */
  draft?: { opinion: string } | null
  /** How the record is drawn where its step shows fields that the role of the reader hides. */
  revealed?: { entity: VisibleEntity; form?: FormDefinition }
  /** What was changed since the holder last saw it. */
  changedSince?: { field: string; label?: LocalizedText; before: unknown; after: unknown }[] | null
}

/** What an operation on a task would do. */
export interface TaskConsequencesData {
  closes: { node: { id: string; label?: LocalizedText }; person: { id: string; name: string } }[]
  opens: TaskConsequencesData['closes']
  timersStopped: number
  record: string | null
  status: string
}

/** A process with its diagram, as it stands. */
export interface ProcessData {
  bpmn: string
  initiator: string | null
  startedAt: number
  active: { element: string; waits: string }[]
  passed: string[]
  seats: { node: string; person: string | null; status: string }[]
}

/** Somebody who stands in for somebody else; times in milliseconds since the epoch. */
export interface ProxyRow {
  id: string
  principal: { id: string; name: string }
  proxy: { id: string; name: string }
  begins: number
  ends: number
  processes: string[]
  condition: string | null
  /** The reader is who is stood in for. */
  mine: boolean
}
