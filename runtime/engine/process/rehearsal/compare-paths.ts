import type { DecisionPath, PathVisit } from './path.ts'

/** How the path of a rehearsed process differs from what happened. `before`: what happened; `after`: the rehearsal. */
export type PathDifference =
  | { readonly kind: 'step-added' | 'step-removed'; readonly node: string; readonly round: number; readonly people: readonly number[] }
  | {
      readonly kind: 'other-people'
      readonly node: string
      readonly round: number
      readonly before: readonly number[]
      readonly after: readonly number[]
    }
  | {
      readonly kind: 'other-verdict'
      readonly node: string
      readonly round: number
      readonly before: string | null
      readonly after: string | null
    }
  | { readonly kind: 'other-end'; readonly before: string; readonly after: string }
  | { readonly kind: 'not-asked'; readonly node: string; readonly person: number }
  | { readonly kind: 'refused'; readonly node: string | null; readonly code: string }

export function comparePaths(before: DecisionPath, after: DecisionPath): PathDifference[] {
  const old = byPlace(before)
  const now = byPlace(after)
  const differences: PathDifference[] = []
  for (const [place, visit] of old) {
    const other = now.get(place)
    if (other === undefined) differences.push({ kind: 'step-removed', node: visit.node, round: visit.round, people: visit.people })
    else differences.push(...compareVisits(visit, other))
  }
  for (const [place, visit] of now) {
    if (!old.has(place)) differences.push({ kind: 'step-added', node: visit.node, round: visit.round, people: visit.people })
  }
  const ends = [endOf(before), endOf(after)] as const
  if (ends[0] !== ends[1]) differences.push({ kind: 'other-end', before: ends[0], after: ends[1] })
  return differences
}

function compareVisits(before: PathVisit, after: PathVisit): PathDifference[] {
  const { node, round } = before
  const differences: PathDifference[] = []
  if (sorted(before.people) !== sorted(after.people)) {
    differences.push({ kind: 'other-people', node, round, before: before.people, after: after.people })
  }
  if (before.verdict !== after.verdict) {
    differences.push({ kind: 'other-verdict', node, round, before: before.verdict, after: after.verdict })
  }
  return differences
}

function byPlace(path: DecisionPath): Map<string, PathVisit> {
  return new Map(path.visits.map((visit) => [`${visit.node} ${visit.round}`, visit]))
}

function sorted(people: readonly number[]): string {
  return [...people].sort((left, right) => left - right).join(' ')
}

function endOf({ status, outcome }: DecisionPath): string {
  return status === 'ended' ? (outcome ?? 'ended') : status
}
