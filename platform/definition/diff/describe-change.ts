import { localize } from '../../error/index.ts'
import type { Definition, Label } from '../types.ts'
import type { BareChange, ChangeStep } from './change.ts'
import { isLabel } from './compare-values.ts'
import { elementWords, kindWords, propertyWords, valueWords } from './words.ts'

type Language = 'zh' | 'en'

/** Longest value that is quoted in a sentence. */
const LONGEST_QUOTE = 80

/** The change as a sentence of business words: 【业务对象 访客】新增必填字段「电话」. */
export function describeChange(definition: Definition, change: BareChange): { zh: string; en: string } {
  return { zh: describe(definition, change, 'zh'), en: describe(definition, change, 'en') }
}

function describe(definition: Definition, change: BareChange, language: Language): string {
  const kind = word(kindWords, definition.kind, language)
  const name = nameOf(definition, definition.name, language)
  if (change.path.length === 0) return wholeDefinition(change, kind, name, language)
  const subject = language === 'zh' ? `【${kind} ${name}】` : `[${kind} ${name}] `
  const last = change.path.at(-1)
  const holders = change.path.slice(0, -1)
  if (change.kind === 'reordered') return subject + reordered(change, language)
  if (last?.element !== undefined) return subject + changedElement(change, holders, last.element, last.value, language)
  return subject + changedProperty(change, holders, last?.property ?? '', language)
}

function wholeDefinition(change: BareChange, kind: string, name: string, language: Language): string {
  if (language === 'zh') return `${change.kind === 'added' ? '新增' : change.kind === 'removed' ? '删除' : '修改'}${kind}「${name}」`
  return `${change.kind === 'added' ? 'New' : change.kind === 'removed' ? 'Removed' : 'Changed'} ${kind} "${name}"`
}

function reordered(change: BareChange, language: Language): string {
  const noun = word(elementWords, lastProperty(change.path), language)
  const owner = placeOf(change.path.slice(0, -1), language)
  return language === 'zh' ? `${owner}${noun}的顺序有调整` : `${owner}the order of the ${noun}s changed`
}

function changedElement(change: BareChange, holders: readonly ChangeStep[], name: string, value: unknown, language: Language): string {
  const noun = word(elementWords, lastProperty(holders), language)
  const owner = placeOf(holders.slice(0, -1), language)
  const shown = nameOf(value, name, language)
  const isRequired = (value as { required?: unknown } | undefined)?.required === true
  if (language === 'zh') {
    if (change.kind === 'renamed') return `${owner}${noun}「${shown}」的内部名称由 ${String(change.before)} 改为 ${String(change.after)}`
    return `${owner}${change.kind === 'added' ? '新增' : '删除'}${isRequired ? '必填' : ''}${noun}「${shown}」`
  }
  if (change.kind === 'renamed') {
    return `${owner}the ${noun} "${shown}" is now named ${String(change.after)} instead of ${String(change.before)}`
  }
  return `${owner}${change.kind === 'added' ? 'new' : 'removed'} ${isRequired ? 'required ' : ''}${noun} "${shown}"`
}

function changedProperty(change: BareChange, holders: readonly ChangeStep[], property: string, language: Language): string {
  const owner = placeOf(holders, language)
  const what = word(propertyWords, property, language)
  const before = quote(property, change.before, language)
  const after = quote(property, change.after, language)
  if (language === 'zh') {
    if (change.kind === 'added') return `${owner}设置${what}为${after}`
    return change.kind === 'removed' ? `${owner}取消${what}(原为${before})` : `${owner}${what}由${before}改为${after}`
  }
  if (change.kind === 'added') return `${owner}${what} set to ${after}`
  return change.kind === 'removed' ? `${owner}${what} removed (was ${before})` : `${owner}${what} changed from ${before} to ${after}`
}

/** 字段「明细」的字段「单价」: the elements on the way, and properties that hold no elements. */
function placeOf(path: readonly ChangeStep[], language: Language): string {
  const parts: string[] = []
  for (const [index, step] of path.entries()) {
    if (step.element !== undefined) {
      const noun = word(elementWords, lastProperty(path.slice(0, index)), language)
      parts.push(
        language === 'zh'
          ? `${noun}「${nameOf(step.value, step.element, language)}」`
          : `${noun} "${nameOf(step.value, step.element, language)}"`,
      )
    } else if (path[index + 1]?.element === undefined) parts.push(word(propertyWords, step.property, language))
  }
  if (parts.length === 0) return ''
  return language === 'zh' ? `${parts.join('的')}:` : `${parts.join(', ')}: `
}

function lastProperty(path: readonly ChangeStep[]): string {
  return path.findLast((step) => step.property !== undefined)?.property ?? ''
}

function quote(property: string, value: unknown, language: Language): string {
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '“是”' : '“否”') : value ? '"yes"' : '"no"'
  const known = typeof value === 'string' ? valueWords[property]?.[value] : undefined
  const text = known === undefined ? plain(value, language) : known[language === 'zh' ? 0 : 1]
  const short = text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}…`
  return language === 'zh' ? `“${short}”` : `"${short}"`
}

function plain(value: unknown, language: Language): string {
  if (isLabel(value)) return localize(value, language)
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(language === 'zh' ? '、' : ', ')
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function nameOf(value: unknown, name: string, language: Language): string {
  const label = (value as { label?: Label } | undefined)?.label
  return label === undefined ? name : localize(label, language)
}

function word(words: Readonly<Record<string, readonly [string, string]>>, name: string, language: Language): string {
  return words[name]?.[language === 'zh' ? 0 : 1] ?? name
}
