import type { CatalogueEntry } from './catalogue-entry.ts'

/** Why a command is refused although its input is well formed. */
export const businessErrors = {
  'unknown-entity': { status: 404, zh: '没有名为“{entity}”的业务对象', en: 'There is no entity named "{entity}"' },
  'unknown-record': { status: 404, zh: '没有编号为 {id} 的{entity}', en: 'There is no {entity} with id {id}' },
  'unknown-line': { status: 422, zh: '该单据没有编号为 {id} 的明细行', en: 'This record has no line with id {id}' },
  'stale-version': { status: 409, zh: '该记录已被他人修改(您看到的是第 {seen} 版,当前是第 {current} 版)', en: 'Somebody changed this record meanwhile (you saw version {seen}, it is now version {current})' },
  'key-reused': { status: 409, zh: '该请求编号已用于另一个不同的请求', en: 'This idempotency key was already used for a different request' },
  'rule-refused': { status: 422, zh: '{message}', en: '{message}' },
  'not-unique': { status: 409, zh: '“{label}”的值“{value}”已存在', en: 'The value "{value}" of "{label}" already exists' },
  'in-use': { status: 409, zh: '“{what}”正被“{by}”使用,不能删除', en: '"{what}" is used by "{by}" and cannot be deleted' },
  'illegal-transition': { status: 409, zh: '状态为“{status}”时不能执行“{action}”', en: '"{action}" is not possible in the status "{status}"' },
  'over-open-quantity': { status: 409, zh: '数量 {quantity} 超过可用的未完成数量 {open}', en: 'The quantity {quantity} exceeds the open quantity {open}' },
  'has-downstream': { status: 409, zh: '已有下游单据“{record}”,请先处理', en: 'The record "{record}" depends on this one; settle it first' },
  'assertion-refused': { status: 409, zh: '{message}', en: '{message}' },
  'period-closed': { status: 409, zh: '{date} 所在期间“{period}”已结账', en: 'The period "{period}" of {date} is closed' },
  'posting-refused': { status: 409, zh: '记账规则“{rule}”拒绝:{reason}', en: 'The posting rule "{rule}" refused: {reason}' },
  'nothing-to-reverse': { status: 409, zh: '没有可冲销的分录', en: 'There are no entries to reverse' },
  'seat-closed': { status: 409, zh: '该任务已由{by}处理', en: 'This task was already decided by {by}' },
  'not-your-seat': { status: 403, zh: '该任务不属于您', en: 'This task is not yours' },
  'signature-required': { status: 422, zh: '此步骤要求手写签名', en: 'This step requires a signature' },
  'opinion-required': { status: 422, zh: '此步骤要求填写意见', en: 'This step requires an opinion' },
  'nobody-to-decide': { status: 409, zh: '步骤“{node}”找不到处理人', en: 'Nobody can be found to decide the step "{node}"' },
  'seen-values-changed': { status: 409, zh: '您查看之后内容已变化:{changes}', en: 'The content changed after you saw it: {changes}' },
  'settle-unbounded': { status: 500, zh: '联动动作超过 {limit} 步,已整体撤销', en: 'More than {limit} follow-up steps; everything was undone' },
  'series-exhausted': { status: 409, zh: '编号序列“{series}”已用尽', en: 'The number series "{series}" is exhausted' },
  'line-failed': { status: 422, zh: '{count} 项未通过', en: '{count} items were refused' },
} as const satisfies Record<string, CatalogueEntry>
