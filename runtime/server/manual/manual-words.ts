import type { Language } from '@formwork/platform/error/index.ts'

/** What the manual itself says between the words of the definitions. */
export interface ManualWords {
  readonly manual: string
  readonly made: string
  readonly guides: string
  readonly alerts: string
  readonly approval: string
  readonly checks: string
  readonly next: string
  readonly required: string
  readonly computed: string
  /** Between names. */
  readonly and: string
  /** Between notes. */
  readonly stop: string
}

export const manualWords: Readonly<Record<Language, ManualWords>> = {
  zh: {
    manual: '操作手册',
    made: '按您能看到的内容生成，版本',
    guides: '上手指南',
    alerts: '会提醒的事',
    approval: '提交后要审批：',
    checks: '系统会检查',
    next: '下一步可以：',
    required: '必填',
    computed: '自动计算',
    and: '、',
    stop: '；',
  },
  en: {
    manual: 'Manual',
    made: 'Written of what you may see, version',
    guides: 'First steps',
    alerts: 'What is told by itself',
    approval: 'Approved after it was submitted: ',
    checks: 'What is checked',
    next: 'What comes next: ',
    required: 'required',
    computed: 'computed',
    and: ', ',
    stop: '; ',
  },
}
