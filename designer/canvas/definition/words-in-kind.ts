import { elementWords } from '@formwork/platform/definition/diff/words.ts'
import { currentLanguage } from '@formwork/runtime/client/i18n/index.ts'
import { propertyWord } from '../../workspace/words.ts'

/** Properties whose meaning is another one in some kind of definition. */
const IN_KIND: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'alert.on': ['看什么', 'watches'],
  'alert.by': ['分别按', 'for each'],
  'alert.when': ['出现什么情况', 'what is the case'],
  'alert.where': ['只看哪些', 'only those where'],
  'alert.to': ['提醒谁', 'tells'],
  'alert.message': ['提醒内容', 'what it says'],
  'automation.on': ['什么时候', 'when'],
  'automation.to': ['通知谁', 'tells'],
  'automation.before': ['在什么之前', 'before'],
  'posting.on': ['什么时候记', 'when'],
  'posting.at': ['记账日期', 'dated'],
  'posting.where': ['记在哪里', 'where'],
  'posting.entity': ['哪种单据', 'which document'],
  'print.entity': ['打印哪种单据', 'which document'],
  'print.page': ['纸张', 'paper'],
  'dashboard.list': ['哪种记录', 'records of'],
  'dashboard.width': ['宽（1 到 12 格）', 'width (1 to 12)'],
  'dashboard.height': ['高（格）', 'height'],
  'form.columns': ['每行几栏', 'columns'],
  'roles.rows': ['数据范围', 'which records'],
}

/** What a property is called in a kind of definition. */
export function wordInKind(kind: string, property: string): string {
  const own = IN_KIND[`${kind}.${property}`]
  return own === undefined ? propertyWord(property) : own[currentLanguage() === 'zh' ? 0 : 1]
}

/** An element of a list, where the kind of the definition has a word of its own for it. */
const ELEMENTS_IN_KIND: Readonly<Record<string, readonly [zh: string, en: string]>> = { 'print.sections': ['一块', 'block'] }

export function elementInKind(kind: string, list: string): string {
  const own = ELEMENTS_IN_KIND[`${kind}.${list}`] ?? elementWords[list]
  return own === undefined ? list : own[currentLanguage() === 'zh' ? 0 : 1]
}
