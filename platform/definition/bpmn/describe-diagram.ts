import { isNamedList, isObject, isSame } from '../diff/compare-values.ts'
import { elementsById, nameOfElement, plainNameOfElement, quoteValue, wordOfProperty, wordOfType } from './diagram-words.ts'
import type { PlainElement } from './plain-diagram.ts'

type Sentence = { zh: string; en: string }
type Elements = ReadonlyMap<string, PlainElement>
/** How people are told a formula: with what its names are called. */
type SayFormula = (formula: string, language: 'zh' | 'en') => string

/** What one version did to an element of the other: added, removed, or these properties changed. */
interface ElementChange {
  readonly id: string
  readonly before: PlainElement | undefined
  readonly after: PlainElement | undefined
}

/** The most changes that one sentence tells; further ones are counted. */
const MOST_TOLD = 6

/** What a version of a diagram did to the version before, element by element: 步骤「财务 (finance)」改名…; layout is no change. */
export function describeDiagram(before: unknown, after: unknown, only?: ReadonlySet<string>): Sentence {
  const [old, current] = [elementsById(before), elementsById(after)]
  const changes = changesOf(old, current).filter(({ id }) => only === undefined || only.has(id))
  return { zh: inWords(changes, old, current, 0), en: inWords(changes, old, current, 1) }
}

/** The same as `describeDiagram` for people who settle nothing by ids: a sentence for each element; none: the drawing alone differs. */
export function describeElements(before: unknown, after: unknown, say?: SayFormula): Sentence[] {
  const [old, current] = [elementsById(before), elementsById(after)]
  return stepsFirst(changesOf(old, current)).map((change) => ({
    zh: changeInWords(change, { old, current, language: 0, nameOf: plainNameOfElement, say }),
    en: changeInWords(change, { old, current, language: 1, nameOf: plainNameOfElement, say }),
  }))
}

/** An element and, of a flow, the steps at its ends. */
export function withEnds(id: string, versions: readonly unknown[]): Set<string> {
  const found = versions.map((version) => elementsById(version).get(id))
  return new Set([id, ...found.flatMap((element) => [element?.sourceRef, element?.targetRef]).filter((end) => typeof end === 'string')])
}

/** The element in which a path of names ends: the deepest one that a version knows by its id. */
export function elementAt(path: readonly string[], versions: readonly unknown[]): string | undefined {
  const ids = versions.map(elementsById)
  return path.findLast((name) => ids.some((each) => each.has(name)))
}

function changesOf(old: Elements, current: Elements): ElementChange[] {
  const ids = new Set([...old.keys(), ...current.keys()])
  return [...ids]
    .map((id) => ({ id, before: old.get(id), after: current.get(id) }))
    .filter(({ before, after }) => before === undefined || after === undefined || changedProperties(before, after).length > 0)
}

/** Of an element that holds others only what is its own. */
function changedProperties(before: PlainElement, after: PlainElement): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => {
    const [left, right] = [before[name], after[name]]
    return name !== 'diagrams' && name !== 'name' && !holdsElements(left) && !holdsElements(right) && !isSame(left, right)
  })
}

function holdsElements(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 && isNamedList(value) : isObject(value) && typeof value.$type === 'string'
}

/** What happened to the ways between steps mostly follows from what happened to the steps. */
function stepsFirst(changes: readonly ElementChange[]): ElementChange[] {
  const isFlow = ({ before, after }: ElementChange): boolean => String((after ?? before)!.$type).endsWith(':SequenceFlow')
  return [...changes.filter((change) => !isFlow(change)), ...changes.filter(isFlow)]
}

function inWords(changes: readonly ElementChange[], old: Elements, current: Elements, language: 0 | 1): string {
  const sorted = stepsFirst(changes)
  const told = sorted.slice(0, MOST_TOLD).map((change) => changeInWords(change, { old, current, language, nameOf: nameOfElement }))
  const rest = sorted.length - told.length
  if (rest > 0) told.push(language === 0 ? `另有 ${rest} 处` : `${rest} more`)
  if (told.length === 0) return language === 0 ? '没有改动' : 'nothing changed'
  return told.join(language === 0 ? '；' : '; ')
}

interface Telling {
  readonly old: Elements
  readonly current: Elements
  readonly language: 0 | 1
  readonly nameOf: typeof nameOfElement
  readonly say?: SayFormula | undefined
}

function changeInWords({ before, after }: ElementChange, telling: Telling): string {
  const { old, current, language, nameOf } = telling
  const element = (before ?? after)!
  const noun = wordOfType(element.$type)[language]
  const name = nameOf(element, before === undefined ? current : old)
  if (before === undefined) return language === 0 ? `新增${noun}「${name}」` : `new ${noun} "${name}"`
  if (after === undefined) return language === 0 ? `删除${noun}「${name}」` : `removed ${noun} "${name}"`
  const details = changedProperties(before, after).map((property) =>
    propertyInWords(
      property,
      valueInWords(property, before[property], old, telling),
      valueInWords(property, after[property], current, telling),
      language,
    ),
  )
  return language === 0 ? `${noun}「${name}」：${details.join('、')}` : `${noun} "${name}": ${details.join(', ')}`
}

function valueInWords(property: string, value: unknown, all: Elements, { language, say }: Telling): string | undefined {
  const text = quoteValue(property, value, all)
  const isFormula = property === 'conditionExpression' || text?.startsWith('=') === true
  return text === undefined || say === undefined || !isFormula ? text : say(text.replace(/^=/, ''), language === 0 ? 'zh' : 'en')
}

function propertyInWords(property: string, before: string | undefined, after: string | undefined, language: 0 | 1): string {
  if (property === '$type') return language === 0 ? '换了类型' : 'another kind'
  const what = wordOfProperty(property)[language]
  if (after !== undefined && before !== undefined) {
    return language === 0 ? `${what}由“${before}”改为“${after}”` : `${what} changed from "${before}" to "${after}"`
  }
  if (after !== undefined) return language === 0 ? `${what}设为“${after}”` : `${what} set to "${after}"`
  if (before !== undefined) return language === 0 ? `取消${what}（原为“${before}”）` : `${what} removed (was "${before}")`
  return language === 0 ? `改了${what}` : `${what} changed`
}
