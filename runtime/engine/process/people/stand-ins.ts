import { evaluateCondition } from '../evaluate.ts'
import type { ProxyRule } from '../facts.ts'
import type { Run } from '../run.ts'
import type { Candidate } from './to-people.ts'

/** Longest chain of proxies that is followed. */
const MOST_HOPS = 5

/** Puts proxies in for those who are away. Circles, disabled proxies and the initiator leave the seat with its owner. */
export function standIns(run: Run, candidates: readonly Candidate[]): Candidate[] {
  return candidates.map((candidate) => {
    const proxy = proxyOf(run, candidate.person)
    return proxy === undefined ? candidate : { ...candidate, person: proxy, principal: candidate.principal ?? candidate.person }
  })
}

function proxyOf(run: Run, person: number): number | undefined {
  // Whoever stands in for the initiator does not approve the initiator's form.
  if (person === run.state.initiator) return undefined
  const seen = new Set([person])
  let current = person
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const rule = run.facts.proxies.find((candidate) => candidate.from === current && isActive(run, candidate))
    if (rule === undefined) break
    if (seen.has(rule.to)) return undefined
    seen.add(rule.to)
    current = rule.to
  }
  if (current === person || current === run.state.initiator) return undefined
  return run.facts.people.people.get(current)?.disabled === false ? current : undefined
}

function isActive(run: Run, rule: ProxyRule): boolean {
  const { now, process } = run.facts
  if (now < rule.begins || rule.ends <= now || (rule.processes.length > 0 && !rule.processes.includes(process))) return false
  return rule.condition == null || evaluateCondition(run, 1, rule.condition, PROXY)
}

/** Named where a condition of a proxy is wrong. */
const PROXY = { id: 'proxy', name: null }
