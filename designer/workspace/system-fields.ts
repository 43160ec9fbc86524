import { currentLanguage } from '@formwork/runtime/client/i18n/index.ts'

type Words = readonly [zh: string, en: string]

/** What every record has beside its fields, as people call it. */
const FIELDS: Readonly<Record<string, Words>> = {
  id: ['本行', 'this one'],
  number: ['单号', 'number'],
  status: ['状态', 'status'],
  outcome: ['审批结果', 'outcome'],
  owner: ['负责人', 'owner'],
  createdBy: ['制单人', 'made by'],
  createdAt: ['制单时间', 'made at'],
  updatedBy: ['修改人', 'changed by'],
  updatedAt: ['修改时间', 'changed at'],
}

const STATUSES: Readonly<Record<string, Words>> = {
  draft: ['草稿', 'draft'],
  submitted: ['审批中', 'submitted'],
  posted: ['已审', 'posted'],
  voided: ['已作废', 'voided'],
  closed: ['已关闭', 'closed'],
  active: ['启用', 'in use'],
  disabled: ['已停用', 'disabled'],
}

const said = (words: Words): string => words[currentLanguage() === 'zh' ? 0 : 1]

export const systemFieldNames: readonly string[] = Object.keys(FIELDS).filter((name) => name !== 'id')

/** The label of a system field; undefined for what is none. */
export function systemFieldWord(name: string): string | undefined {
  const words = FIELDS[name]
  return words === undefined ? undefined : said(words)
}

export function statusChoices(): ReadonlyMap<string, string> {
  return new Map(Object.entries(STATUSES).map(([name, words]) => [name, said(words)]))
}
