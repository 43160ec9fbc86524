import type { TimelineEntry } from '../../api/index.ts'

/** The command and the step of the process that it took are one thing to people. */
const FAMILY: Record<string, string> = {
  create: 'create',
  save: 'save',
  submit: 'submit',
  submitted: 'submit',
  resubmitted: 'submit',
  approve: 'approve',
  approved: 'approve',
  reject: 'reject',
  rejected: 'reject',
  abstain: 'abstain',
  abstained: 'abstain',
  'hand-in': 'hand-in',
  return: 'return',
  returned: 'return',
  'return-to-initiator': 'return',
  transfer: 'transfer',
  transferred: 'transfer',
  delegate: 'delegate',
  delegated: 'delegate',
  'add-sign': 'add-sign',
  'sign-added': 'add-sign',
  'remove-sign': 'remove-sign',
  'sign-removed': 'remove-sign',
  claim: 'claim',
  claimed: 'claim',
  urge: 'urge',
  urged: 'urge',
  'take-back': 'take-back',
  'taken-back': 'take-back',
  cancel: 'cancel',
  cancelled: 'cancel',
  post: 'post',
  posted: 'post',
  comment: 'comment',
  commented: 'comment',
}

/** Steps of the machinery that tell a reader nothing. */
const SILENT = new Set(['started', 'ended', 'entered', 'completed', 'boundary', 'activated', 'triggered', 'signal', 'message'])

function familyOf(action: string): string {
  return FAMILY[action] ?? action
}

/** One entry for what one person did at one moment, with everything that is known of it. */
export function mergeEntries(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const merged = new Map<string, TimelineEntry>()
  for (const entry of entries) {
    if (SILENT.has(entry.action)) continue
    const action = familyOf(entry.action)
    const key = `${entry.at} ${JSON.stringify(entry.person ?? null)} ${action}`
    const known = merged.get(key)
    merged.set(
      key,
      known === undefined
        ? { ...entry, action }
        : { ...known, node: known.node ?? entry.node, opinion: known.opinion ?? entry.opinion, changes: known.changes ?? entry.changes },
    )
  }
  return [...merged.values()].filter((entry, _index, all) => !all.some((other) => causes(other, entry)))
}

/** A rejection or a return by hand says all that the record's own step back to a draft could say. */
function causes(cause: TimelineEntry, entry: TimelineEntry): boolean {
  const isBare = entry.action === 'return' && entry.node === undefined && !entry.opinion
  return isBare && cause !== entry && BACK.has(cause.action) && cause.at === entry.at && cause.node !== undefined
}

const BACK = new Set(['reject', 'return', 'return-to-initiator'])
