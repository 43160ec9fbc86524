import type { GraphNode } from '../../plugin/contracts/process-graph.ts'

/** The step at which others agree to a cancel request; it lies beside the flow, so that no model has to draw it. */
export const CANCEL_REQUEST = 'cancel-request'

/** Variable of a request: who agrees to it where the process names nobody. */
export const CANCEL_INVOLVED = 'cancelInvolved'

/** 撤销审批 (approvals, section 1.2: cancel with approval) as a user task of its own. */
export function cancelRequest(scope: string, by: string | undefined): GraphNode {
  return Object.freeze({
    id: CANCEL_REQUEST,
    name: null,
    type: 'bpmn:UserTask',
    scope,
    incoming: [],
    outgoing: [],
    default: null,
    attached: [],
    host: null,
    events: [],
    interrupting: true,
    parallelMultiple: false,
    loop: null,
    forCompensation: false,
    handler: null,
    compensatedBy: null,
    triggeredByEvent: false,
    inputs: [],
    outputs: [],
    options: {},
    settings: {
      label: { zh: '撤销申请', en: 'Cancel request' },
      decide: 'any' as const,
      reject: 'continue',
      empty: 'admin',
      verbs: ['transfer', 'comment'],
      assign: by ?? `=${CANCEL_INVOLVED}`,
    },
  })
}
