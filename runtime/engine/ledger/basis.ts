/** How the value of an entry came to be; written on every entry, so that a fold reads only what entries carry. */
export const basis = {
  /** The posting gave it: receipts, open items, plain quantities. */
  given: 0,
  /** Taken out of a pool by its costing method. */
  issued: 1,
  /** Brings back part of an issue at that current cost; `source` is the issue. */
  returned: 2,
  /** Gives back part of a receipt at its original cost; `source` is the receipt. */
  givenBack: 3,
  /** Came in without a value: the pool's current rate. */
  current: 4,
  /** Output of a transformation: its share, by `factor`, of what the inputs of the same journal cost. */
  assembled: 5,
  /** Absolute count: `factor` is the quantity counted, the entry carries the difference. */
  counted: 6,
  /** Changes the value of what a pool holds at that time. */
  revalued: 7,
  /** Changes the value that a receipt came in with; `source` is the receipt. */
  revised: 8,
  /** Corrects an earlier entry after a replay or a true-up; `source` is the entry corrected. */
  adjusted: 9,
  /** What a pool does not keep of a value: price variance, rounding of a return; `source` is the entry it belongs to. */
  variance: 10,
  /** Mirrors an entry of a record that was unposted or voided; `source` is the entry mirrored. */
  mirrored: 11,
  /** A new standard: `factor` is the rate. */
  standard: 12,
  /** Input of a transformation: an issue that outputs depend on. */
  consumed: 13,
  /** Residue that a period close sweeps. */
  swept: 14,
  /** Goes on from where a pending movement holds it, at its share of what that movement costs; `source` is that movement. */
  carried: 15,
  /** What a movement of another ledger costs; `source` is that movement, whose corrections it follows. */
  followed: 16,
} as const

export type Basis = (typeof basis)[keyof typeof basis]

/** Whether a movement costs its share of what another one costs. */
export function isShare(kind: Basis): boolean {
  return kind === basis.returned || kind === basis.givenBack || kind === basis.carried
}
