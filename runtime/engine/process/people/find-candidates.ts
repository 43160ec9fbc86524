import { fail } from '@formwork/platform/error/index.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { evaluateFormula, resolveText } from '../evaluate.ts'
import type { Run } from '../run.ts'
import type { NodeSettings } from '../visit/node-settings.ts'
import { nameOf } from '../passes.ts'
import { forbiddenBy } from './duties.ts'
import { headAbove } from './head-above.ts'
import { pickedPeople } from './picked-people.ts'
import { standIns } from './stand-ins.ts'
import { toPeople, type Candidate } from './to-people.ts'

/** Who decides, in order, each with the reason; nobody when the list is empty and its policy has no people either. */
export interface Candidates {
  readonly people: readonly Candidate[]
  /** What the policy for nobody says instead of people. */
  readonly instead: 'pass' | 'reject' | 'incident' | null
}

/**
 * People of a node at its entry (approvals, 1.3 and 1.4): named by the node, disabled accounts dropped, the same person
 * once, the initiator replaced, proxies put in, and the policy for nobody at the end.
 */
export function findCandidates(run: Run, token: Token, node: GraphNode, settings: NodeSettings): Candidates {
  const range = node.settings.pick !== undefined && settings.assign === null ? null : namedPeople(run, token, node, settings)
  const named = usable(run, pickedPeople(run, node, range))
  const decided = withoutInitiator(run, named, settings)
  const people = seated(run, token, node, settings, decided)
  if (people.length > 0) return { people, instead: null }
  return nobody(run, token, node, settings)
}

/** Proxies in, people of another duty out, weights set, the same person once. */
function seated(run: Run, token: Token, node: GraphNode, settings: NodeSettings, candidates: readonly Candidate[]): Candidate[] {
  const weighed = candidates.map((candidate) => weigh(run, token, node, settings, candidate))
  const isFree = (candidate: Candidate): boolean => forbiddenBy(run, node.id, candidate) === null
  const stood = standIns(run, weighed).map((candidate, index) => (isFree(candidate) ? candidate : weighed[index]!))
  return mergeSame(stood.filter(isFree))
}

/** Errors: `formula-error` when the weight is no number above zero. */
function weigh(run: Run, token: Token, node: GraphNode, settings: NodeSettings, candidate: Candidate): Candidate {
  if (settings.weight === null) return candidate
  const known = run.facts.people.people.get(candidate.person)
  const person = known && { ...known, id: Decimal.of(known.id), department: known.department && Decimal.of(known.department) }
  const value = resolveText(run, token.scope, settings.weight, node, { person: person ?? null })
  const text = String(value ?? '')
  if (!/^\d+(\.\d+)?$/.test(text)) {
    throw fail('formula-error', { name: nameOf(node), reason: { zh: `权重不是数字：${text}`, en: `the weight is no number: ${text}` } })
  }
  return { ...candidate, weight: Decimal.parse(text).toString() }
}

function namedPeople(run: Run, token: Token, node: GraphNode, settings: NodeSettings): Candidate[] {
  const loop = node.loop
  if (loop?.kind === 'multi' && !token.pass && loop.collection !== null) {
    const items = evaluateFormula(run, token.scope, loop.collection, node)
    const list = Array.isArray(items) ? (items as unknown[]) : []
    return list.flatMap((item) => {
      const extra = loop.elementVariable === null ? {} : { [loop.elementVariable]: item }
      const value = settings.assign === null ? item : resolveText(run, token.scope, settings.assign, node, extra)
      return toPeople(run.facts.people, value)
    })
  }
  if (settings.assign === null) {
    return run.facts.administrators.map((person) => ({
      person,
      principal: null,
      weight: '1',
      reason: { source: 'unassigned', detail: '' },
    }))
  }
  return toPeople(run.facts.people, resolveText(run, token.scope, settings.assign, node))
}

/** Disabled accounts are dropped before anything else is judged. */
function usable(run: Run, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((candidate) => run.facts.people.people.get(candidate.person)?.disabled === false)
}

/** The same person twice is one seat; weights add. */
function mergeSame(candidates: readonly Candidate[]): Candidate[] {
  const merged = new Map<number, Candidate>()
  for (const candidate of candidates) {
    const known = merged.get(candidate.person)
    if (known === undefined) merged.set(candidate.person, candidate)
    else merged.set(candidate.person, { ...known, weight: Decimal.parse(known.weight).add(Decimal.parse(candidate.weight)).toString() })
  }
  return [...merged.values()]
}

/** Nobody approves his own form: skipped when others are there, else the head of his department decides. */
function withoutInitiator(run: Run, candidates: readonly Candidate[], settings: NodeSettings): Candidate[] {
  const { initiator } = run.state
  if (initiator === null || settings.self === 'self' || !candidates.some((candidate) => candidate.person === initiator)) {
    return [...candidates]
  }
  const others = candidates.filter((candidate) => candidate.person !== initiator)
  if (settings.self === 'skip' && others.length > 0) return others
  const head = headAbove(run.facts.people, initiator)
  return head === undefined
    ? others
    : [...others, { person: head.id, principal: null, weight: '1', reason: { source: 'initiator-head', detail: head.department } }]
}

function nobody(run: Run, token: Token, node: GraphNode, settings: NodeSettings): Candidates {
  const policy = settings.empty
  if (policy === 'pass' || policy === 'reject' || policy === 'incident') return { people: [], instead: policy }
  const policied = withoutInitiator(run, usable(run, policyPeople(run, token, node, policy)), settings)
  const people = seated(run, token, node, settings, policied)
  return people.length > 0 ? { people, instead: null } : { people: [], instead: 'incident' }
}

function policyPeople(run: Run, token: Token, node: GraphNode, policy: string): Candidate[] {
  const reason = { source: 'empty-policy', detail: policy.startsWith('=') ? '' : policy }
  if (policy === 'admin') return run.facts.administrators.map((person) => ({ person, principal: null, weight: '1', reason }))
  if (policy !== 'superior') {
    return toPeople(run.facts.people, resolveText(run, token.scope, policy, node)).map((candidate) => ({ ...candidate, reason }))
  }
  const missing = namedPeople(run, token, node, {
    ...({} as NodeSettings),
    assign: typeof node.settings.assign === 'string' ? node.settings.assign : null,
  })
  const above = missing.map((candidate) => headAbove(run.facts.people, candidate.person)).filter((head) => head !== undefined)
  const start =
    above.length > 0 || run.state.initiator === null
      ? above
      : [headAbove(run.facts.people, run.state.initiator)].filter((head) => head !== undefined)
  return start.map((head) => ({ person: head.id, principal: null, weight: '1', reason }))
}
