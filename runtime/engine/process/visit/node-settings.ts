import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'

export type DecideKind = 'any' | 'all' | 'sequence' | 'ratio' | 'count' | 'weight' | 'random' | 'claim'

/** Approval settings of a user task with every default filled in (approvals, sections 1.1 and 1.3). */
export interface NodeSettings {
  readonly assign: string | null
  readonly decide: DecideKind
  /** Decimal text, 0 to 1: share of all seats that must agree. */
  readonly ratio: string
  /** How many must agree. */
  readonly count: number
  /** How many rejections reject, instead of how many agreements pass. */
  readonly rejectCount: number | null
  /** Formula of one person's weight; null: 1. */
  readonly weight: string | null
  /** Decimal text: pass when the weights of those who agree exceed it. */
  readonly passWeight: string
  /** What a rejection does: end, initiator, continue, vote, or a node's id. */
  readonly reject: string
  /** all, sequence: hear everybody before a rejection counts. */
  readonly waitForAll: boolean
  /** Nothing reached and nobody left: reject, or the last person's action decides. */
  readonly undecided: 'reject' | 'last'
  readonly empty: string
  readonly self: 'skip' | 'head' | 'self'
  readonly duplicates: 'off' | 'consecutive' | 'once' | 'initiator'
  readonly abstain: boolean
  readonly opinion: 'optional' | 'required' | 'required-on-reject'
  readonly signature: boolean
  /** 办理: submit instead of agree and reject. */
  readonly handle: boolean
  /** Where the holder of a seat may return to: a list of nodes, or everywhere. */
  readonly returns: readonly string[] | null
  /** How a return goes on when it is resubmitted, when the node decides that; null: the person chooses. */
  readonly resubmit: 'again' | 'straight' | null
}

export function settingsOf(node: GraphNode): NodeSettings {
  const settings = node.settings
  return {
    assign: settings.assign ?? null,
    decide: settings.decide ?? 'any',
    ratio: settings.ratio ?? '1',
    count: settings.count ?? 1,
    rejectCount: settings.rejectCount ?? null,
    weight: settings.weight ?? null,
    passWeight: settings.passWeight ?? '0',
    reject: settings.reject ?? 'end',
    waitForAll: settings.early === false || settings.reject === 'vote',
    undecided: settings.undecided ?? 'reject',
    empty: settings.empty ?? 'incident',
    self: settings.self ?? 'skip',
    duplicates: settings.duplicates ?? 'off',
    abstain: settings.abstain === true,
    opinion: settings.opinion ?? 'optional',
    signature: settings.signature === true,
    handle: settings.handle === true,
    returns: settings.returns ?? null,
    resubmit: settings.resubmit ?? null,
  }
}

/** The task that belongs to whoever started the process (approvals, section 1.5). */
export const INITIATOR_NODE = 'initiator'
