import type { CatalogueEntry } from './catalogue-entry.ts'

/** Why a ledger refuses what is asked of it. */
export const ledgerErrors = {
  'amount-overflow': { status: 422, zh: '金额或数量超出可记录的范围', en: 'An amount or a quantity is beyond what can be recorded' },
  'assertion-warned': { status: 409, zh: '{message}；如确认无误，请说明理由后再提交', en: '{message}; confirm with a reason to go on' },
  'exception-not-approved': { status: 409, zh: '{message}；需要审批后才能记账', en: '{message}; this has to be approved before it is posted' },
  'over-allocated': { status: 409, zh: '分配 {amount} 超过未结余额 {open}', en: 'Allocating {amount} exceeds the open amount {open}' },
  'over-fulfilled': { status: 409, zh: '完成 {quantity} 超过待完成的 {open}', en: 'Fulfilling {quantity} exceeds what is still pending, {open}' },
  'over-returned': { status: 409, zh: '退回 {quantity} 超过可退数量 {open}', en: 'Returning {quantity} exceeds what may still be returned, {open}' },
  'unknown-source-entry': { status: 409, zh: '找不到第 {line} 行所引用的原始分录', en: 'The entry that line {line} refers to does not exist' },
  'source-is-later': { status: 409, zh: '不能早于所引用的原始单据（{date}）', en: 'It cannot be earlier than what it refers to ({date})' },
  'unbalanced-posting': { status: 409, zh: '记账规则“{rule}”不平衡：{reason}', en: 'The posting rule "{rule}" does not balance: {reason}' },
  'costing-refused': { status: 409, zh: '无法确定成本：{reason}', en: 'The cost cannot be determined: {reason}' },
  'pool-switch-refused': { status: 409, zh: '台账“{ledger}”的成本池范围现在不能变更：{reason}', en: 'What the ledger "{ledger}" costs together cannot change now: {reason}' },
  'zero-basis': { status: 409, zh: '“{rule}”的分摊基数合计为零', en: 'The weights of "{rule}" add up to nothing, so nothing can be spread by them' },
  'unknown-ledger': { status: 404, zh: '没有名为“{ledger}”的台账', en: 'There is no ledger named "{ledger}"' },
  'unknown-measure': { status: 422, zh: '台账“{ledger}”没有名为“{measure}”的度量或维度', en: 'The ledger "{ledger}" has no measure or dimension named "{measure}"' },
  'unknown-period': { status: 404, zh: '没有期间“{period}”', en: 'There is no period "{period}"' },
  'period-not-next': { status: 409, zh: '只能结账下一个期间“{period}”', en: 'Only the next period, "{period}", can be closed' },
  'period-not-last': { status: 409, zh: '只能反结账最后一个已结期间“{period}”', en: 'Only the last closed period, "{period}", can be reopened' },
  'period-checks-failed': { status: 409, zh: '结账检查未通过（{count} 项）：{first}', en: 'The checks before the close found {count} problems: {first}' },
} as const satisfies Record<string, CatalogueEntry>
