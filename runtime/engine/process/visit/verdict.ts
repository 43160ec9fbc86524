import { Decimal } from '@formwork/platform/value/index.ts'
import type { DecideKind, NodeSettings } from './node-settings.ts'
import type { Tally } from './tally.ts'

export type Verdict = 'approve' | 'reject'

/**
 * What the seats say together (approvals, 1.1); null: not yet. Shares are compared as counts, never divided.
 * Each kind decides as early as it is certain.
 */
export function verdictOf(settings: NodeSettings, tally: Tally): Verdict | null {
  return kinds[settings.decide](settings, tally)
}

const kinds: Readonly<Record<DecideKind, (settings: NodeSettings, tally: Tally) => Verdict | null>> = {
  any: firstDecides,
  random: firstDecides,
  claim: firstDecides,
  all: everybody,
  sequence: everybody,
  ratio: (settings, tally) => share(Decimal.parse(settings.ratio).multiply(Decimal.of(tally.all)), tally),
  count: (settings, tally) =>
    settings.rejectCount === null ? share(Decimal.of(settings.count), tally) : rejections(settings.rejectCount, tally),
  weight: weights,
}

function firstDecides(_settings: NodeSettings, tally: Tally): Verdict | null {
  if (tally.approved > 0) return 'approve'
  return tally.rejected > 0 ? 'reject' : null
}

function everybody(settings: NodeSettings, tally: Tally): Verdict | null {
  if (tally.rejected > 0 && !(settings.waitForAll && tally.undecided > 0)) return 'reject'
  return tally.all > 0 && tally.approved === tally.all ? 'approve' : null
}

/** `needed` agreements pass; it fails when they cannot be reached any more. */
function share(needed: Decimal, tally: Tally): Verdict | null {
  if (tally.approved > 0 && Decimal.of(tally.approved).compare(needed) >= 0) return 'approve'
  return Decimal.of(tally.approved + tally.undecided).compare(needed) < 0 ? 'reject' : null
}

function rejections(needed: number, tally: Tally): Verdict | null {
  if (tally.rejected >= needed) return 'reject'
  return tally.rejected + tally.undecided < needed ? 'approve' : null
}

function weights(settings: NodeSettings, tally: Tally): Verdict | null {
  const needed = Decimal.parse(settings.passWeight)
  if (tally.approvedWeight.compare(needed) > 0) return 'approve'
  return tally.approvedWeight.add(tally.undecidedWeight).compare(needed) <= 0 ? 'reject' : null
}
