/** What the seal of a record says. */
const words: Readonly<Record<string, { zh: string; en: string }>> = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '审批中', en: 'In approval' },
  posted: { zh: '已审', en: 'Approved' },
  voided: { zh: '已作废', en: 'Voided' },
  closed: { zh: '已关闭', en: 'Closed' },
  active: { zh: '启用', en: 'Active' },
  disabled: { zh: '停用', en: 'Disabled' },
}

export const statusWord = (status: string, language: 'zh' | 'en'): string => words[status]?.[language] ?? status
