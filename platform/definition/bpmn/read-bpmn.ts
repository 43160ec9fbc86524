import { BpmnModdle } from 'bpmn-moddle'
import { fail } from '../../error/index.ts'
import { elementsOf, type ModdleElement } from './moddle-element.ts'
import { measureXml } from './measure-xml.ts'
import { refuseWrongReferences } from './refuse-wrong-references.ts'

/** Far more than any process drawn by hand; bounds the parser's recursion. */
const DEEPEST_XML = 100
/** Elements with those of the drawing; a model of a thousand steps has about ten thousand. */
const MOST_ELEMENTS = 50_000

/** Characters; a model of a thousand elements with layout has about one million. */
const LARGEST_XML = 8_000_000

interface Warning {
  readonly message: string
  readonly element?: ModdleElement
  readonly property?: string
}

/**
 * Reads BPMN 2.0 XML into its `definitions` element. Parser warnings are errors, save those about the drawing
 * (BPMN DI), which no execution reads, and unknown attributes, which BPMN lets tools add.
 *
 * Errors: `bpmn-doctype`, `bpmn-unparsable`, `bpmn-invalid` (naming the element).
 */
export async function readBpmn(text: string): Promise<ModdleElement> {
  if (text.length > LARGEST_XML) throw unparsable(`中有超过 ${LARGEST_XML} 个字符`, `more than ${LARGEST_XML} characters`)
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) throw fail('bpmn-doctype')
  refuseSize(text)
  const { rootElement, warnings } = await parse(text)
  const foreign = foreignPrefixes(text)
  for (const warning of warnings) if (!isForeign(warning, foreign)) refuseWarning(warning)
  if (rootElement.$type !== 'bpmn:Definitions') throw unparsable('根元素不是 definitions', 'the root element is not "definitions"')
  giveIds(rootElement)
  return rootElement
}

/** Before anything is built, so that a hostile file can exhaust neither stack nor time. */
function refuseSize(text: string): void {
  const { depth, elements, isWhole } = measureXml(text, DEEPEST_XML, MOST_ELEMENTS)
  if (depth > DEEPEST_XML) throw unparsable(`嵌套超过 ${DEEPEST_XML} 层`, `nested deeper than ${DEEPEST_XML}`)
  if (elements > MOST_ELEMENTS) throw unparsable(`超过 ${MOST_ELEMENTS} 个元素`, `more than ${MOST_ELEMENTS} elements`)
  if (!isWhole) throw unparsable('标签没有结束', 'a tag does not end')
}

async function parse(text: string): Promise<{ rootElement: ModdleElement; warnings: readonly Warning[] }> {
  try {
    return (await new BpmnModdle().fromXML(text)) as unknown as { rootElement: ModdleElement; warnings: readonly Warning[] }
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error))
  }
}

const BPMN_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** Elements of another tool's namespace mean nothing here, wherever they stand; unknown ones of BPMN do. */
function isForeign(warning: Warning, foreign: ReadonlySet<string>): boolean {
  const prefix = /^unparsable content <([\w.-]+):/.exec(warning.message)?.[1]
  return prefix !== undefined && foreign.has(prefix)
}

/** Prefixes that the file binds to other namespaces than BPMN's. */
function foreignPrefixes(text: string): Set<string> {
  const bound = [...text.matchAll(/\bxmlns:([\w.-]{1,100})\s{0,20}=\s{0,20}["']([^"'<]{0,500})["']/g)]
  const own = new Set(bound.filter(([, , uri]) => uri === BPMN_NAMESPACE).map(([, prefix]) => prefix!))
  return new Set(bound.map(([, prefix]) => prefix!).filter((prefix) => !own.has(prefix)))
}

function refuseWarning(warning: Warning): void {
  if (warning.message.startsWith('unknown attribute')) return
  const element = warning.element
  if (element !== undefined && isDrawing(element)) return
  const duplicate = /duplicate ID <([^>]*)>/.exec(warning.message)?.[1]
  if (duplicate !== undefined) {
    throw fail('bpmn-invalid', { element: duplicate, reason: { zh: '该 id 出现了两次', en: 'this id is used twice' } })
  }
  const missing = /unresolved reference <([^>]*)>/.exec(warning.message)?.[1]
  if (missing !== undefined && element !== undefined) {
    if (isErrorCode(warning)) return standInForError(element, missing)
    const property = String(warning.property ?? '').replace(/^bpmn:/, '')
    throw fail('bpmn-invalid', {
      element: describeElement(element),
      reason: { zh: `${property} 指向不存在的“${missing}”`, en: `${property} refers to "${missing}", which does not exist` },
    })
  }
  throw unreadable(warning.message)
}

/** Activiti and Flowable let `errorRef` be the code itself, with no `error` beside the process. */
function isErrorCode({ element, property }: Warning): boolean {
  return element?.$type === 'bpmn:ErrorEventDefinition' && property === 'bpmn:errorRef'
}

function standInForError(definition: ModdleElement, code: string): void {
  ;(definition as { errorRef?: unknown }).errorRef = new BpmnModdle().create('bpmn:Error', { id: code, errorCode: code })
}

/** What the parser says, in words: it speaks English and of its own notions. */
function unreadable(message: string): Error {
  const line = /\bline: (\d+)/.exec(message)?.[1]
  const [zhAt, enAt] = line === undefined ? ['', ''] : [`（第 ${Number(line) + 1} 行）`, ` (line ${Number(line) + 1})`]
  const element = /unparsable content <([^>]*)>/.exec(message)?.[1]
  if (element !== undefined) return unparsable(`有 BPMN 中没有的元素 <${element}>${zhAt}`, `<${element}> is no element of BPMN${enAt}`)
  if (/failed to parse document as/.test(message)) return unparsable('这不是 BPMN 文件', 'this is no BPMN document')
  if (/missing start tag/.test(message)) return unparsable('这不是 XML 文件', 'this is no XML document')
  return unparsable(`内容有误${zhAt}`, firstLine(message))
}

/** Flows and elements may be written without an id; everything else here speaks of elements by theirs. Errors: `bpmn-invalid`. */
function giveIds(definitions: ModdleElement): void {
  let count = 0
  const visit = (element: ModdleElement): void => {
    for (const property of ['rootElements', 'flowElements', 'artifacts']) {
      for (const child of elementsOf(element, property)) {
        if (child.id === undefined) (child as { id: string }).id = `${child.$type.replace('bpmn:', '')}_unnamed_${++count}`
        refuseInheritedName(child)
        refuseWrongReferences(child)
        visit(child)
      }
    }
  }
  visit(definitions)
}

/** State is kept in objects by id: a name that every object has would be found where nothing was written. */
function refuseInheritedName(element: ModdleElement): void {
  if (!(element.id! in Object.prototype)) return
  throw fail('bpmn-invalid', {
    element: describeElement(element),
    reason: { zh: '该 id 是保留名称，请改名', en: 'this id is a reserved name: rename it' },
  })
}

/** `id` and, where there is one, the name people see; what has no id is known by what it stands in. */
function describeElement(element: ModdleElement): string {
  const id = element.id ?? element.$parent?.id ?? element.$type
  return element.name ? `${id} ${element.name}` : id
}

function isDrawing(element: ModdleElement): boolean {
  return /^(bpmndi|di|dc|bioc|color):/.test(element.$type)
}

function firstLine(message: string): string {
  return message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 4)
    .join('; ')
}

function unparsable(zh: string, en: string): Error {
  return fail('bpmn-unparsable', { reason: { zh, en } })
}
