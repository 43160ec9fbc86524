import type { Definition, Label } from '../types.ts'
import type { BareChange, ChangeStep } from './change.ts'
import type { NameBook } from './name-book.ts'
import { Teller, type Language } from './teller.ts'
import { elementWords, kindWords } from './words.ts'

/**
 * The change as a sentence of business words: 【业务对象 访客】新增必填字段「电话」. The book knows what other definitions
 * and their fields are called; without it their names are said.
 */
export function describeChange(definition: Definition, change: BareChange, book?: NameBook): { zh: string; en: string } {
  return {
    zh: describe(definition, change, new Teller('zh', definition, change.path, book)),
    en: describe(definition, change, new Teller('en', definition, change.path, book)),
  }
}

function describe(definition: Definition, change: BareChange, teller: Teller): string {
  const { language } = teller
  const kind = word(kindWords, definition.kind, language)
  const name = teller.nameOf({ label: (definition as { label?: Label }).label }, definition.name)
  if (change.path.length === 0) return wholeDefinition(change, kind, name, language)
  // One of a kind of which there is one needs no name.
  const called = name === definition.kind ? kind : `${kind} ${name}`
  const subject = language === 'zh' ? `【${called}】` : `[${called}] `
  const last = change.path.at(-1)
  const holders = change.path.slice(0, -1)
  if (change.kind === 'reordered') return subject + reordered(change, teller)
  if (last?.element !== undefined) return subject + changedElement(change, holders, last.element, last.value, teller)
  return subject + changedProperty(change, holders, last?.property ?? '', teller)
}

function wholeDefinition(change: BareChange, kind: string, name: string, language: Language): string {
  if (language === 'zh') return `${change.kind === 'added' ? '新增' : change.kind === 'removed' ? '删除' : '修改'}${kind}「${name}」`
  return `${change.kind === 'added' ? 'New' : change.kind === 'removed' ? 'Removed' : 'Changed'} ${kind} "${name}"`
}

function reordered(change: BareChange, teller: Teller): string {
  const { language } = teller
  const noun = word(elementWords, lastProperty(change.path), language)
  const owner = placeOf(change.path.slice(0, -1), teller)
  return language === 'zh' ? `${owner}${noun}的顺序有调整` : `${owner}the order of the ${noun}s changed`
}

function changedElement(change: BareChange, holders: readonly ChangeStep[], name: string, value: unknown, teller: Teller): string {
  const { language } = teller
  const noun = word(elementWords, lastProperty(holders), language)
  const owner = placeOf(holders.slice(0, -1), teller)
  const shown = teller.nameOf(value, name)
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

function changedProperty(change: BareChange, holders: readonly ChangeStep[], property: string, teller: Teller): string {
  const { language } = teller
  const owner = placeOf(holders, teller)
  const what = teller.property(property)
  const before = teller.quote(property, change.before)
  const after = teller.quote(property, change.after)
  if (language === 'zh') {
    if (change.kind === 'added') return `${owner}设置${what}为${after}`
    return change.kind === 'removed' ? `${owner}取消${what}（原为${before}）` : `${owner}${what}由${before}改为${after}`
  }
  if (change.kind === 'added') return `${owner}${what} set to ${after}`
  return change.kind === 'removed' ? `${owner}${what} removed (was ${before})` : `${owner}${what} changed from ${before} to ${after}`
}

/** 字段「明细」的字段「单价」: the elements on the way, and properties that hold no elements. */
function placeOf(path: readonly ChangeStep[], teller: Teller): string {
  const { language } = teller
  const parts: string[] = []
  for (const [index, step] of path.entries()) {
    if (step.element !== undefined) {
      const noun = word(elementWords, lastProperty(path.slice(0, index)), language)
      const name = teller.nameOf(step.value, step.element)
      parts.push(language === 'zh' ? `${noun}「${name}」` : `${noun} "${name}"`)
    } else if (path[index + 1]?.element === undefined) parts.push(teller.property(step.property))
  }
  if (parts.length === 0) return ''
  return language === 'zh' ? `${parts.join('的')}：` : `${parts.join(', ')}: `
}

function lastProperty(path: readonly ChangeStep[]): string {
  return path.findLast((step) => step.property !== undefined)?.property ?? ''
}

function word(words: Readonly<Record<string, readonly [string, string]>>, name: string, language: Language): string {
  return words[name]?.[language === 'zh' ? 0 : 1] ?? name
}
