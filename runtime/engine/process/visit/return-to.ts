import { fail } from '@formwork/platform/error/index.ts'
import type { GraphNode } from '@formwork/platform/plugin/contracts/process-graph.ts'
import type { ResumePoint, Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { cancelToken, closeSeats } from '../cancel.ts'
import { spawn } from '../leave.ts'
import { nameOf } from '../passes.ts'
import type { Run } from '../run.ts'
import { downstreamOf } from './downstream.ts'
import { INITIATOR_NODE } from './node-settings.ts'

export type Resubmit = 'again' | 'straight'

/**
 * 退回: everything downstream of the target in the target's scope is cancelled, siblings that do not depend on it stay,
 * and a new round begins there. Straight back: what was cancelled is taken up again when the target is done.
 */
export function returnToNode(run: Run, from: Token, targetId: string, resubmit: Resubmit): void {
  const target = run.graph.nodes.get(targetId)
  if (target === undefined) throw fail('process-unknown-element', { element: targetId })
  const inScope = tokenInScopeOf(run, from, target)
  refuseTarget(run, from, target, inScope)
  const resume = cancelDownstream(run, inScope.scope, target)
  if (resubmit === 'straight') moveBack(run, inScope.scope, target, resume)
  else moveBack(run, inScope.scope, target, null)
}

/** 退回发起人: to the task `initiator`, or, where the model has none, before everything. */
export function returnToInitiator(run: Run, from: Token, resubmit: Resubmit): void {
  run.state.status = 'returned'
  run.effects.push({ do: 'record.return', outcome: 'returned' })
  const target = run.graph.nodes.get(INITIATOR_NODE)
  if (target !== undefined && from.node !== INITIATOR_NODE) return returnToNode(run, from, INITIATOR_NODE, resubmit)
  const root = Object.values(run.state.scopes).find((scope) => scope.kind === 'process')!
  const resume = run.tokensIn(root.key).map(resumePoint)
  for (const token of run.tokensIn(root.key)) cancelToken(run, token, 'returned')
  forget(run)
  const start = run.graph.scopes.get(root.node)!
  const at = start.starts[0] ?? start.triggeredStarts[0]!
  const token = run.addToken({
    scope: root.key,
    node: at,
    via: null,
    pass: false,
    rest: { kind: 'resubmit' },
    ...resumption(run, resubmit === 'straight' ? resume : null),
  })
  run.note({ action: 'returned', node: from.node, detail: { to: 'initiator', token: token.key } })
}

function moveBack(run: Run, scope: number, target: GraphNode, resume: readonly ResumePoint[] | null): void {
  forget(run)
  const token = spawn(run, scope, target.id)
  if (resume !== null) run.changeToken(token.key, resumption(run, resume))
  run.note({ action: 'returned', detail: { to: target.id } })
}

function resumption(run: Run, resume: readonly ResumePoint[] | null): Partial<Token> {
  return resume === null ? {} : { resume, resumeIf: run.facts.shown ?? null }
}

/** After a return everybody decides anew by hand. */
function forget(run: Run): void {
  run.state.decided = []
}

function cancelDownstream(run: Run, scope: number, target: GraphNode): ResumePoint[] {
  const downstream = downstreamOf(run.graph, target)
  const resume: ResumePoint[] = []
  for (const token of run.tokensIn(scope)) {
    const place = token.rest?.kind === 'join' && token.via !== null ? run.graph.flows.get(token.via)!.from : token.node
    if (!downstream.has(place)) continue
    resume.push(resumePoint(token))
    closeSeats(run, token.key, 'returned')
    cancelToken(run, token, 'returned')
  }
  return resume
}

function resumePoint(token: Token): ResumePoint {
  return { node: token.node, via: token.via, join: token.rest?.kind === 'join' }
}

/** The token of the target's scope that the returning one lies in (itself, or the sub-process around it). */
function tokenInScopeOf(run: Run, from: Token, target: GraphNode): Token {
  for (let token: Token | undefined = from; token !== undefined;) {
    const scope = run.scope(token.scope)
    if (scope.node === target.scope && scope.kind !== 'pass') return token
    token = scope.owner === 0 ? undefined : run.token(scope.owner)
  }
  throw refused(target, '它所在的子流程已经结束或在另一个分支', 'its sub-process has ended or is another branch')
}

function refuseTarget(run: Run, from: Token, target: GraphNode, inScope: Token): void {
  if (target.id === from.node) throw refused(target, '不能退回到自身', 'it is the step itself')
  if (target.type !== 'bpmn:UserTask') {
    throw refused(target, '只能退回到审批或办理步骤', 'only a step that somebody decides can be returned to')
  }
  if (run.state.rounds[target.id] === undefined) throw refused(target, '该步骤从未到过', 'it was never reached')
  if (run.tokensIn(inScope.scope).some((token) => token.node === target.id)) {
    throw refused(target, '该步骤正在进行', 'it is being decided now')
  }
  if (!downstreamOf(run.graph, target).has(inScope.node)) {
    throw refused(target, '该步骤不在当前步骤之前', 'it does not lie before this step')
  }
}

function refused(target: GraphNode, zh: string, en: string): Error {
  return fail('process-return-refused', { element: nameOf(target), reason: { zh, en } })
}
