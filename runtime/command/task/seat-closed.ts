import { fail } from '@formwork/platform/error/index.ts'
import type { SeatRow } from '../../store/process/seats.ts'
import type { HeldInstance } from '../process/step-instance.ts'
import type { Answer, Unit } from '../unit.ts'
import { readHistory, type HistoryLine } from '../../store/process/history.ts'

/** Ways of deciding in which everybody is asked: a vote that comes after the result is late, not wrong. */
const VOTES = new Set(['all', 'ratio', 'count', 'weight', 'sequence'])

/** Said of whoever was faster. */
const verdicts: Readonly<Record<string, { zh: string; en: string }>> = {
  approved: { zh: '同意', en: 'approved' },
  rejected: { zh: '拒绝', en: 'rejected' },
  submitted: { zh: '办理', en: 'submitted' },
  abstained: { zh: '弃权', en: 'abstained' },
  return: { zh: '退回', en: 'returned' },
  claimed: { zh: '认领', en: 'claimed' },
  transferred: { zh: '转办', en: 'transferred' },
}

/**
 * The task is closed. A vote that is not needed any more is accepted without effect; otherwise the error says who
 * decided, and what, or who withdrew it. Errors: `seat-closed`, `seat-withdrawn`.
 */
export async function seatClosed(unit: Unit, held: HeldInstance, seat: SeatRow): Promise<Answer> {
  const decide = held.version.graph.nodes.get(seat.node)?.settings.decide ?? 'any'
  if (seat.status === 'not-needed' && VOTES.has(decide)) {
    return {
      seat: String(seat.id),
      status: seat.status,
      instance: String(held.row.id),
      process: held.row.status,
      outcome: held.row.outcome,
    }
  }
  const history = await readHistory(unit.transaction, held.row.id)
  if (seat.decidedBy === null) refuseWithdrawn(unit, history)
  const faster = history.filter((line) => line.node === seat.node && line.person !== null && verdicts[line.action] !== undefined).at(-1)
  const person = seat.decidedBy ?? faster?.person ?? null
  const verdict = verdicts[seat.decidedBy === null ? (faster?.action ?? '') : seat.status] ?? { zh: '处理', en: 'decided' }
  const name = person === null ? { zh: '系统', en: 'the system' } : (unit.organisation.people.get(person)?.name ?? `#${person}`)
  const zh = typeof name === 'string' ? name : name.zh
  const en = typeof name === 'string' ? name : name.en
  throw fail('seat-closed', { by: { zh: `${zh}（${verdict.zh}）`, en: `${en} (${verdict.en})` } })
}

/** Whoever began it has taken it back. Errors: `seat-withdrawn`. */
function refuseWithdrawn(unit: Unit, history: readonly HistoryLine[]): void {
  const person = history.findLast((line) => line.action === 'cancelled')?.person ?? null
  if (person !== null) throw fail('seat-withdrawn', { by: unit.organisation.people.get(person)?.name ?? `#${person}` })
}
