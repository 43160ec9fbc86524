import { insideBraces, translateFormula } from '../bpmn/translate-formula.ts'
import { refuseElement } from './refuse-element.ts'
import { tableText } from './table-text.ts'
import { childOf, childrenOf, textIn, type XmlElement } from './xml-element.ts'

type Write = (element: XmlElement) => string

/** Boxed expressions by element name; each is FEEL that is drawn as a box. */
const writers: Readonly<Record<string, Write>> = {
  literalExpression: (element) => literalText(element) || 'null',
  context,
  list: (element) => `[${boxesOf(element).map(boxedText).join(', ')}]`,
  relation,
  invocation,
  functionDefinition,
  conditional: (element) => `if ${partOf(element, 'if')} then ${partOf(element, 'then')} else ${partOf(element, 'else')}`,
  for: (element) => `for ${variableOf(element)} in ${partOf(element, 'in')} return ${partOf(element, 'return')}`,
  some: (element) => quantified(element, 'some'),
  every: (element) => quantified(element, 'every'),
  filter: (element) => `(${partOf(element, 'in')})[${partOf(element, 'match')}]`,
  decisionTable: (element) => tableText(element, literalText),
}

/** The FEEL text of a boxed expression (DMN 1.5, chapter 10.2). Errors: `decision-invalid`. */
export function boxedText(element: XmlElement): string {
  const write = Object.hasOwn(writers, element.name) ? writers[element.name] : undefined
  if (write === undefined) throw refuseElement(element, `不支持 ${element.name}`, `${element.name} is not supported`)
  return write(element)
}

/** The boxed expression inside a decision, an entry, a binding …; undefined where it is left empty. */
export function boxIn(element: XmlElement | undefined): XmlElement | undefined {
  return element?.children.find((child) => Object.hasOwn(writers, child.name))
}

/** Text in FEEL, or in another language where FEEL can say the same. */
export function literalText(element: XmlElement | undefined): string {
  const text = textIn(element)
  const language = element?.attributes.expressionLanguage ?? ''
  const braced = insideBraces(text)
  if (braced !== undefined) return translateFormula(braced)
  if (element === undefined || language === '' || /feel/i.test(language)) return text
  if (/juel/i.test(language)) return translateFormula(text)
  throw refuseElement(element, `不支持表达式语言“${language}”，只能使用 FEEL`, `the language "${language}" is not supported, only FEEL is`)
}

function context(element: XmlElement): string {
  let result: string | undefined
  const entries: string[] = []
  for (const entry of childrenOf(element, 'contextEntry')) {
    const name = childOf(entry, 'variable')?.attributes.name
    const text = boxedTextIn(entry)
    if (name === undefined) result = text
    else entries.push(`${JSON.stringify(name)}: ${text}`)
  }
  return result === undefined ? `{${entries.join(', ')}}` : `{${[...entries, `result_of_context: ${result}`].join(', ')}}.result_of_context`
}

function relation(element: XmlElement): string {
  const columns = childrenOf(element, 'column').map((column) => JSON.stringify(column.attributes.name ?? ''))
  const rows = childrenOf(element, 'row').map((row) => boxesOf(row).map((box, index) => `${columns[index]}: ${boxedText(box)}`))
  return `[${rows.map((row) => `{${row.join(', ')}}`).join(', ')}]`
}

function invocation(element: XmlElement): string {
  const called = textIn(childOf(element, 'literalExpression'))
  const values = childrenOf(element, 'binding').map(
    (binding) => `${childOf(binding, 'parameter')?.attributes.name ?? ''}: ${boxedTextIn(binding)}`,
  )
  return `${called}(${values.join(', ')})`
}

function functionDefinition(element: XmlElement): string {
  const kind = (element.attributes.kind ?? 'FEEL').toUpperCase()
  if (kind !== 'FEEL' && kind !== 'F') {
    throw refuseElement(element, `不支持 ${kind} 函数，只能使用 FEEL`, `a function in ${kind} is not supported, only FEEL is`)
  }
  return `function(${parametersOf(element).join(', ')}) ${boxedTextIn(element)}`
}

export function parametersOf(element: XmlElement): string[] {
  return childrenOf(element, 'formalParameter').map((parameter) => parameter.attributes.name ?? '')
}

function quantified(element: XmlElement, word: string): string {
  return `${word} ${variableOf(element)} in ${partOf(element, 'in')} satisfies ${partOf(element, 'satisfies')}`
}

function variableOf(element: XmlElement): string {
  return element.attributes.iteratorVariable ?? 'item'
}

function partOf(element: XmlElement, name: string): string {
  return boxedTextIn(childOf(element, name))
}

function boxedTextIn(element: XmlElement | undefined): string {
  const box = boxIn(element)
  return box === undefined ? 'null' : boxedText(box)
}

function boxesOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => Object.hasOwn(writers, child.name))
}
