import { fail } from '@formwork/platform/error/index.ts'
import type { FeelValue, Scope } from '@formwork/platform/expression/value.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { judgeTimeline, type Breach, type TimelinePoint } from '../../engine/ledger/assertion.ts'
import { movementOf, type LedgerRows } from '../../engine/ledger/entry.ts'
import { isInside, keyOf, type AssertionShape, type Coordinates, type LedgerShape } from '../../engine/ledger/shape.ts'
import type { Movement } from '../../engine/ledger/posting.ts'
import { recordContext } from '../../engine/record/record-context.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { compileText, renderText } from '../../engine/record/text-template.ts'
import { hidesPath } from '../../query/hides-path.ts'
import { listLaterAmounts } from '../../store/ledger/timeline.ts'
import { letPass, type PassingSource } from '../exceptions/let-pass.ts'
import { joinDetail } from '../exceptions/tell-detail.ts'
import { withFacts } from '../load-facts.ts'
import type { Unit } from '../unit.ts'
import { coordinateScope } from './coordinate-scope.ts'

/** What is judged belongs to: the record that posts, and its movements before they are rows. */
export interface JudgedSource extends PassingSource {
  readonly movements?: readonly Movement[]
}

interface Group {
  readonly ledger: LedgerShape
  readonly assertion: AssertionShape
  readonly coordinates: Coordinates
  readonly points: TimelinePoint[]
  falls: boolean
  /** Every point is the newest of its minute: nothing of that minute comes after it. */
  isFresh: boolean
}

/**
 * Judges every assertion on every line and over the whole later timeline, before the entries are written:
 * balances are read once a key, under a lock, and only where something falls. Errors: `assertion-refused`.
 */
export function checkAssertions(unit: Unit, entries: readonly LedgerRows[], source: JudgedSource = {}): Promise<void> | undefined {
  const groups = groupsOf(unit.store.ledgers.stayingRows(entries))
  return groups.length === 0 ? undefined : checkGroups(unit, groups, source)
}

async function checkGroups(unit: Unit, groups: Group[], source: JudgedSource): Promise<void> {
  groups.sort((left, right) => (left.ledger.name + keyOf(left.coordinates) < right.ledger.name + keyOf(right.coordinates) ? -1 : 1))
  for (const group of groups) await checkGroup(unit, group, source)
}

function groupsOf(entries: readonly LedgerRows[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { ledger, rows } of entries) {
    const judged = ledger.assertions.filter((assertion) => mayBreak(ledger, assertion, rows))
    if (judged.length === 0) continue
    for (const row of rows) {
      if (!isInside(ledger, row.coordinates)) continue
      for (const assertion of judged) {
        const key = `${ledger.name}\u001f${assertion.definition.name}\u001f${assertion.over.map((position) => row.coordinates[position]).join('\u001f')}`
        let group = groups.get(key)
        if (group === undefined) {
          groups.set(key, (group = { ledger, assertion, coordinates: row.coordinates, points: [], falls: false, isFresh: true }))
        }
        group.points.push({ at: row.at, seq: row.seq, amounts: row.amounts, line: row.line, name: row.name })
        group.isFresh &&= row.seq === movementOf(row)
        group.falls ||= assertion.floor === undefined || row.amounts[assertion.floor.measure]! < 0
      }
    }
  }
  return [...groups.values()].filter((group) => group.falls)
}

/** What only rises cannot break a floor: most receipts need no look at any balance. */
function mayBreak(ledger: LedgerShape, assertion: AssertionShape, rows: LedgerRows['rows']): boolean {
  const { floor } = assertion
  return floor === undefined || rows.some((row) => row.amounts[floor.measure]! < 0 && isInside(ledger, row.coordinates))
}

async function checkGroup(unit: Unit, group: Group, source: JudgedSource): Promise<void> {
  const { ledger, assertion, coordinates, points } = group
  const { ledgers } = unit.store
  if (!isLockedByPool(ledger, assertion)) await ledgers.lockCoordinates(unit.transaction, ledger, assertion.over, coordinates)
  const balance = await ledgers.sumBalances(unit.transaction, ledger, assertion.over, coordinates)
  const from = points.reduce((earliest, point) =>
    point.at < earliest.at || (point.at === earliest.at && point.seq < earliest.seq) ? point : earliest,
  )
  const isLast = balance.lastAt < from.at || (balance.lastAt === from.at && group.isFresh)
  const later = isLast ? [] : await listLaterAmounts(ledgers, unit.transaction, ledger, assertion.over, coordinates, from)
  const scope = coordinateScope(unit, ledger, assertion.over, coordinates)
  const judge = { coordinates: scope, measures: ledger.measures }
  const judged = await withFacts(unit, () => {
    const broken = judgeTimeline(assertion, balance.amounts, points, later, judge)
    if (broken === undefined) return undefined
    if (assertion.where !== undefined && assertion.where(broken.amounts, scope) !== true) return undefined
    const { mode } = assertion
    const recordScope = { ...scope, record: source.record === undefined ? null : recordContext(unit.facts, source.record) }
    return { broken, mode: typeof mode === 'string' ? mode : mode(broken.amounts, recordScope) }
  })
  if (judged === undefined) return
  const { broken, mode } = judged
  const { name, message } = assertion.definition
  const path = placeOf(source, broken, assertion, ledger)
  if (mode === 'warn' || mode === 'approve') {
    await letPass(unit, source, { name, mode, message, size: broken.size, line: broken.line ?? 0, path })
  } else if (source.isForecast !== true) {
    const detail = await detailOf(unit, group, { after: broken.amounts, before: balance.amounts })
    throw fail('assertion-refused', { message: detail === undefined ? message : joinDetail(message, detail), rule: name }, path)
  }
}

/** The figures behind a refusal, for whoever may read all of them. */
async function detailOf(
  unit: Unit,
  { ledger, assertion, coordinates }: Group,
  amounts: { readonly after: readonly number[]; readonly before: readonly number[] },
): Promise<{ zh: string; en: string } | undefined> {
  const { detail } = assertion.definition
  if (detail === undefined || unit.authority.rows(ledger.name, 'view') !== 'all') return undefined
  const template = compileText(detail, unit.registry)
  const paths = template.paths.map((path) => (path[0] === 'before' ? path.slice(1) : path))
  if (paths.some((path) => hidesPath(unit, ledger.name, path))) return undefined
  const figures = (units: readonly number[]): Record<string, FeelValue> =>
    Object.fromEntries(ledger.measures.map(({ name, scale }, index) => [name, Decimal.fromUnits(units[index]!, scale)]))
  const scope = {
    ...coordinateScope(unit, ledger, assertion.over, coordinates),
    ...figures(amounts.after),
    before: figures(amounts.before),
  }
  return withFacts(unit, () => renderText(template, scope as Scope, unit.facts))
}

/** Quantities in pools change under the lock of their pool: where it covers what is judged, no other is needed. */
function isLockedByPool({ costing }: LedgerShape, { floor, over }: AssertionShape): boolean {
  return (
    costing?.pool !== undefined && floor?.measure === costing.quantity && costing.poolReads!.every((position) => over.includes(position))
  )
}

/** Where the row stands that breaks it: `lines/3/quantity`; the record as a whole where no row does. */
function placeOf(
  { record, movements = [] }: JudgedSource,
  { line, name }: Breach,
  { floor }: AssertionShape,
  ledger: LedgerShape,
): string | undefined {
  if (line === null) return undefined
  const movement = movements.find((each) => each.line?.id === line && each.plan.name === name)
  const found = movement?.line?.lines === undefined ? placeIn(record, line) : { lines: movement.line.lines, index: movement.line.index }
  if (found === undefined || found.lines === null) return undefined
  const field = movement === undefined ? undefined : fieldOf(movement, ledger, floor?.measure)
  return [found.lines, String(found.index), ...(field === undefined ? [] : [field])].join('/')
}

function placeIn(record: StoredRecord | undefined, line: number): { lines: string; index: number } | undefined {
  for (const [lines, rows] of Object.entries(record?.lines ?? {})) {
    const index = rows.findIndex(({ id }) => id === line)
    if (index >= 0) return { lines, index }
  }
  return undefined
}

/** The field that the amount is read from, where it is read from one. */
function fieldOf({ plan }: Movement, ledger: LedgerShape, measure: number | undefined): string | undefined {
  const given = plan.verb === 'standard' ? undefined : plan.definition[plan.verb]
  if (given === undefined || given === 'all') return undefined
  const amount = measure === undefined ? Object.values(given)[0] : given[ledger.measures[measure]!.name]
  return typeof amount === 'string' ? /^=\s*line\.([\p{L}_][\p{L}\p{N}_]*)\s*$/u.exec(amount)?.[1] : undefined
}
