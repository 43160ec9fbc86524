import { fail } from '@formwork/platform/error/index.ts'
import type { Deed, ProcessState } from '@formwork/platform/plugin/contracts/process-state.ts'
import { decode, encode } from './codec.ts'
import type { ProcessEffect } from './effect.ts'
import type { ProcessEvent } from './event.ts'
import { requireRunning } from './handlers/cancel.ts'
import type { Run } from './run.ts'

const PARTS = ['scopes', 'tokens', 'seats', 'subscriptions', 'rounds', 'verdicts'] as const
type Part = (typeof PARTS)[number]
type Entries = Record<string, unknown>

/** What a step changed: each changed entry before and after (null: not there). */
export interface Undo {
  readonly seat: number
  readonly person: number
  readonly parts: Readonly<Record<Part, Readonly<Record<string, { before: unknown; after: unknown }>>>>
  readonly decided: { before: unknown; after: unknown }
  readonly acted?: { before: unknown; after: unknown }
  /** Versions of the record, when the decision changed fields; whoever keeps the record puts them back. */
  readonly written?: { readonly before: number; readonly after: number }
}

/** Effects that cannot be called back by moving tokens. */
const LASTING = new Set<ProcessEffect['do']>([
  'record.post',
  'record.return',
  'record.write',
  'call.start',
  'call.cancel',
  'signal',
  'message',
  'job',
])

/** How to take a decision back; null when it had effects that stay, or ended the instance. */
export function makeUndo(
  before: ProcessState,
  after: ProcessState,
  effects: readonly ProcessEffect[],
  seat: number,
  person: number,
): Undo | null {
  if (after.status !== 'running' || effects.some((effect) => LASTING.has(effect.do))) return null
  const parts = Object.fromEntries(
    PARTS.map((part) => [part, changesOf(before[part] as Entries, after[part] as Entries)]),
  ) as unknown as Undo['parts']
  return {
    seat,
    person,
    parts,
    decided: { before: before.decided, after: after.decided },
    acted: { before: before.acted, after: after.acted },
  }
}

function changesOf(before: Entries, after: Entries): Record<string, { before: unknown; after: unknown }> {
  const changes: Record<string, { before: unknown; after: unknown }> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[key] !== after[key]) changes[key] = { before: before[key] ?? null, after: after[key] ?? null }
  }
  return changes
}

export function encodeUndo(undo: Undo): string {
  return encode(undo)
}

export function decodeUndo(text: string): Undo {
  return decode(text) as Undo
}

/**
 * 撤回: puts back what a decision changed, as long as nobody has acted on it: every entry must still be as that
 * decision left it. Variables are compared one by one, so that other branches may have set theirs.
 */
export function takeBack(run: Run, event: Extract<ProcessEvent, { type: 'take-back' }>): void {
  requireRunning(run)
  const undo = event.undo as Undo
  if (event.person !== null && undo.person !== event.person) throw fail('not-your-seat')
  for (const part of PARTS) for (const [key, change] of Object.entries(undo.parts[part])) restore(run, part, key, change)
  if (encode(run.state.decided) === encode(undo.decided.after)) run.state.decided = undo.decided.before as ProcessState['decided']
  forgetDeeds(run, undo)
  for (const seat of Object.values(run.state.seats)) {
    if (undo.parts.seats[seat.key] !== undefined) run.putSeat({ ...seat, version: seat.version + 2 })
  }
  run.cause = { person: event.person, onBehalfOf: null }
  run.note({ action: 'taken-back', seat: undo.seat, node: run.state.seats[undo.seat]?.node ?? null })
}

/** Others may have decided elsewhere meanwhile: only what this decision added is taken away. */
function forgetDeeds(run: Run, undo: Undo): void {
  const [before, after] = [(undo.acted?.before ?? []) as readonly Deed[], (undo.acted?.after ?? []) as readonly Deed[]]
  const added = after.slice(before.length)
  run.state.acted = (run.state.acted ?? []).filter((deed) => {
    const index = added.findIndex((other) => encode(other) === encode(deed))
    if (index >= 0) added.splice(index, 1)
    return index < 0
  })
}

function restore(run: Run, part: Part, key: string, change: { before: unknown; after: unknown }): void {
  const current = (run.state[part] as Entries)[key]
  const merged =
    part === 'scopes'
      ? mergeScope(current, change)
      : isSame(forComparing(part, current), forComparing(part, change.after))
        ? change.before
        : undefined
  if (merged === undefined) {
    throw fail('process-take-back-refused', { reason: { zh: '后续步骤已有人处理', en: 'somebody has acted on it since' } })
  }
  if (part === 'seats' && merged === null) run.closeSeat(Number(key), { status: 'taken-back', by: null, opinion: null })
  if (part === 'tokens') restoreToken(run, Number(key), merged)
  else if (merged === null) delete (run.state[part] as Entries)[key]
  else (run.state[part] as Entries)[key] = merged
}

/** Urging somebody, and versions raised by an earlier way back, are no acts on what was decided. */
function forComparing(part: Part, entry: unknown): unknown {
  return part === 'seats' && entry !== null && entry !== undefined ? { ...entry, version: 0, urged: 0, urgedAt: null } : entry
}

function restoreToken(run: Run, key: number, token: unknown): void {
  run.dropToken(key)
  if (token !== null) run.restoreToken(token as ProcessState['tokens'][string])
}

function isSame(left: unknown, right: unknown): boolean {
  return encode(left ?? null) === encode(right ?? null)
}

interface ScopeLike {
  readonly variables: Entries
}

/** A scope is put back variable by variable; anything else in it must be untouched. Undefined: it cannot. */
function mergeScope(current: unknown, change: { before: unknown; after: unknown }): unknown {
  if (isSame(current, change.after)) return change.before
  if (current === undefined || change.before === null || change.after === null) return undefined
  const now = current as ScopeLike
  const before = change.before as ScopeLike
  const after = change.after as ScopeLike
  if (!isSame({ ...now, variables: null }, { ...after, variables: null })) return undefined
  const variables = { ...now.variables }
  for (const [name, { before: old, after: set }] of Object.entries(changesOf(before.variables, after.variables))) {
    if (isSame(old, set)) continue
    if (!isSame(now.variables[name], set)) return undefined
    if (Object.hasOwn(before.variables, name)) variables[name] = old
    else delete variables[name]
  }
  return { ...before, variables }
}
