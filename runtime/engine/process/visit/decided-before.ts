import type { SeatState } from '@formwork/platform/plugin/contracts/process-state.ts'
import type { Run } from '../run.ts'
import type { NodeSettings } from './node-settings.ts'

/** Why a seat passes by itself (去重), or null. Looks at who really decided; a return has emptied that list. */
export function decidedBefore(run: Run, seat: SeatState, settings: NodeSettings): string | null {
  const approvals = run.state.decided.filter((entry) => entry.verdict === 'approve')
  switch (settings.duplicates) {
    case 'once':
      return approvals.some((entry) => entry.person === seat.person) ? 'once' : null
    case 'consecutive': {
      const last = approvals.at(-1)
      return last !== undefined && approvals.some((entry) => entry.node === last.node && entry.person === seat.person)
        ? 'consecutive'
        : null
    }
    case 'initiator':
      return run.state.initiator !== null && seat.person === run.state.initiator ? 'initiator' : null
    default:
      return null
  }
}
