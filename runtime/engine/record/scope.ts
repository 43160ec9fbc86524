import type { FeelValue } from '@formwork/platform/expression/value.ts'
import type { Draft, DraftLine } from './draft.ts'
import type { EntityPlan } from './entity-plan.ts'
import type { FactBook } from './facts.ts'
import type { GroupPlan } from './group-plan.ts'
import { readLive, readSystem, RecordContext, toFeel } from './record-context.ts'
import type { RecordHeader } from './stored-record.ts'

export type PlainScope = Record<string, FeelValue>

/** What the formulas of one draft see: own fields bare, in a row the header as `record`; plain objects, since those read fastest. */
export interface Scopes {
  readonly header: PlainScope
  readonly lines: ReadonlyMap<DraftLine, PlainScope>
}

export function buildScopes(draft: Draft, header: RecordHeader, facts: FactBook): Scopes {
  const { plan } = draft
  const scope: PlainScope = {}
  // With its own id: coordinates of live fields name the record itself (`"order": "=record"`).
  const record = new RecordContext(
    plan.name,
    header.id,
    (name) => (Object.hasOwn(scope, name) ? scope[name] : undefined),
    () => Object.keys(scope),
  )
  fillScope(scope, plan.header, draft.header.values, facts)
  addSystem(scope, plan, header, facts)
  addRecord(scope, record)
  const lines = new Map<DraftLine, PlainScope>()
  for (const group of plan.lines) {
    const rows: PlainScope[] = []
    scope[group.lines!] = rows
    for (const line of draft.lines[group.lines!]!) rows.push(lineScope(line, group, record, facts, lines, rows))
  }
  return { header: scope, lines }
}

function lineScope(
  line: DraftLine,
  group: GroupPlan,
  record: RecordContext,
  facts: FactBook,
  lines: Map<DraftLine, PlainScope>,
  rows: readonly PlainScope[],
): PlainScope {
  const scope: PlainScope = {}
  fillScope(scope, group, line.values, facts)
  addOnce(scope, 'id', line.id === 0 ? null : String(line.id))
  addOnce(scope, 'record', record)
  addOnce(scope, 'user', facts.user)
  addAbove(scope, rows)
  lines.set(line, scope)
  return scope
}

function fillScope(scope: PlainScope, group: GroupPlan, values: Record<string, unknown>, facts: FactBook): void {
  for (const field of group.fields) {
    if (field.live) {
      Object.defineProperty(scope, field.name, { enumerable: true, configurable: true, get: () => readLive(facts, field, scope) })
    } else {
      scope[field.name] = toFeel(facts, field, values[field.name])
    }
  }
}

/** System columns are read when asked for: most formulas never do. */
function addSystem(scope: PlainScope, plan: EntityPlan, header: RecordHeader, facts: FactBook): void {
  addOnce(scope, 'user', facts.user)
  for (const name of plan.systemReads) {
    if (Object.hasOwn(scope, name)) continue
    Object.defineProperty(scope, name, { enumerable: false, configurable: true, get: () => readSystem(facts, header, name) ?? null })
  }
}

/** Not one of its own fields, so it is not listed among them. */
function addRecord(scope: PlainScope, record: RecordContext): void {
  if (Object.hasOwn(scope, 'record')) return
  Object.defineProperty(scope, 'record', { enumerable: false, configurable: true, value: record })
}

/** The rows before this one, in their order. */
function addAbove(scope: PlainScope, rows: readonly PlainScope[]): void {
  if (Object.hasOwn(scope, 'above')) return
  const position = rows.length
  Object.defineProperty(scope, 'above', { enumerable: false, configurable: true, get: () => rows.slice(0, position) })
}

function addOnce(scope: PlainScope, name: string, value: FeelValue): void {
  if (!Object.hasOwn(scope, name)) scope[name] = value
}
