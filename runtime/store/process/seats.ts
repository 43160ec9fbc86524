import type { SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Bound, Plan, Reading, Row, Transaction } from '../database.ts'

export interface SeatRow {
  readonly id: number
  readonly instance: number
  readonly key: number
  readonly kind: 'decide' | 'copy'
  readonly node: string
  readonly person: number
  readonly principal: number | null
  readonly round: number
  readonly box: string | null
  readonly status: string
  readonly decidedBy: number | null
  readonly opinion: string | null
  readonly origin: string
  readonly reason: { source: string; detail: string }
  readonly version: number
  readonly openedAt: number
  readonly closedAt: number | null
  readonly due: number | null
}

const insert: Plan = {
  sql: `insert into seat (id, instance, key, kind, node, person, principal, round, box, status, origin, reason, version, opened_at, closed_at, due)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
}
const update: Plan = {
  sql: 'update seat set person = ?, principal = ?, box = ?, status = ?, reason = ?, version = ?, opened_at = ?, due = ? where instance = ? and key = ?',
}
const close: Plan = {
  sql: 'update seat set box = ?, status = ?, decided_by = ?, opinion = ?, closed_at = ?, version = version + 1 where instance = ? and key = ?',
}
const reopen: Plan = {
  sql: 'update seat set box = ?, status = ?, decided_by = null, opinion = null, closed_at = null, version = ? where instance = ? and key = ?',
}
const byId: Plan = { sql: 'select * from seat where id = ?' }
const byInstance: Plan = { sql: 'select * from seat where instance = ? order by id' }
const openOf: Plan = {
  sql: "select * from seat where person = ? and (box = 'todo' or status in ('planned', 'waiting')) order by id limit ?",
}
const rename: Plan = { sql: 'update seat set node = ? where instance = ? and key = ?' }
const markRead: Plan = { sql: 'update seat set read_at = ? where id = ? and read_at is null' }

/** Planned ones have rows too, in nobody's box: people see who comes later, and who they are can be changed. */
export async function insertSeats(transaction: Transaction, instance: number, seats: readonly SeatState[]): Promise<void> {
  if (seats.length === 0) return
  const first = await transaction.nextIds(seats.length)
  const rows = seats.map((seat, index) => [
    first + index,
    instance,
    seat.key,
    'decide',
    seat.node,
    seat.person,
    seat.principal,
    seat.round,
    boxOf(seat.status),
    seat.status,
    seat.origin,
    JSON.stringify(seat.reason),
    seat.version,
    seat.openedAt,
    null,
    seat.due,
  ])
  await transaction.runMany(insert, rows)
}

export async function updateSeat(transaction: Transaction, instance: number, seat: SeatState): Promise<boolean> {
  const { person, principal, status, reason, version, openedAt, due, key } = seat
  return (
    (
      await transaction.run(update, [
        person,
        principal,
        boxOf(status),
        status,
        JSON.stringify(reason),
        version,
        openedAt,
        due,
        instance,
        key,
      ])
    ).changes === 1
  )
}

export interface SeatClosingRow {
  readonly status: string
  readonly by: number | null
  readonly opinion: string | null
  readonly at: number
}

/** Only what its holder did himself goes into his done box. */
export async function closeSeat(transaction: Transaction, instance: number, key: number, closing: SeatClosingRow): Promise<void> {
  const box = closing.by !== null && DONE.has(closing.status) ? 'done' : null
  await transaction.run(close, [box, closing.status, closing.by, closing.opinion, closing.at, instance, key])
}

const DONE = new Set(['approved', 'rejected', 'abstained', 'submitted', 'returned-by'])

/** False when there is no such row yet. */
export async function reopenSeat(transaction: Transaction, instance: number, seat: SeatState): Promise<boolean> {
  return (await transaction.run(reopen, [boxOf(seat.status), seat.status, seat.version, instance, seat.key])).changes === 1
}

/** Copies (抄送) lie beside seats; their keys are negative. */
export async function insertCopies(
  transaction: Transaction,
  instance: number,
  node: string,
  people: readonly number[],
  at: number,
): Promise<void> {
  if (people.length === 0) return
  const first = await transaction.nextIds(people.length)
  const reason = JSON.stringify({ source: 'copy', detail: '' })
  await transaction.runMany(
    insert,
    people.map((person, index) => [
      first + index,
      instance,
      -(first + index),
      'copy',
      node,
      person,
      null,
      0,
      'copied',
      'copied',
      'copy',
      reason,
      1,
      at,
      null,
      null,
    ]),
  )
}

export async function readSeat(reading: Reading, id: number): Promise<SeatRow | undefined> {
  const row = await reading.get(byId, [id])
  return row === undefined ? undefined : readRow(row)
}

export async function seatsOfInstance(reading: Reading, instance: number): Promise<SeatRow[]> {
  return (await reading.all(byInstance, [instance])).map(readRow)
}

export async function openSeatsOf(reading: Reading, person: number, limit: number): Promise<SeatRow[]> {
  return (await reading.all(openOf, [person, limit])).map(readRow)
}

/** Live tasks follow their element's new id; what is closed keeps the name it was decided under. */
export async function renameSeats(transaction: Transaction, instance: number, seats: readonly SeatState[]): Promise<void> {
  for (const seat of seats) await transaction.run(rename, [seat.node, instance, seat.key])
}

export async function markSeatRead(transaction: Transaction, id: number, at: number): Promise<void> {
  await transaction.run(markRead, [at, id])
}

function boxOf(status: string): string | null {
  return status === 'open' ? 'todo' : null
}

export function readRow(row: Row): SeatRow {
  const number = (value: Bound | undefined): number | null => (value === null || value === undefined ? null : Number(value))
  return {
    id: Number(row.id),
    instance: Number(row.instance),
    key: Number(row.key),
    kind: row.kind as 'decide' | 'copy',
    node: String(row.node),
    person: Number(row.person),
    principal: number(row.principal),
    round: Number(row.round),
    box: row.box as string | null,
    status: String(row.status),
    decidedBy: number(row.decided_by),
    opinion: row.opinion as string | null,
    origin: String(row.origin),
    reason: JSON.parse(String(row.reason)) as { source: string; detail: string },
    version: Number(row.version),
    openedAt: Number(row.opened_at),
    closedAt: number(row.closed_at),
    due: number(row.due),
  }
}
