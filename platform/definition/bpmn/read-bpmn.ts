import { BpmnModdle } from 'bpmn-moddle'
import { fail } from '../../error/index.ts'
import { elementsOf, type ModdleElement } from './moddle-element.ts'

/** Far more than any process drawn by hand; bounds the parser's recursion. */
const DEEPEST_XML = 100

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
  refuseDepth(text)
  const { rootElement, warnings } = await parse(text)
  for (const warning of warnings) if (!isForeign(warning, text)) refuseWarning(warning)
  if (rootElement.$type !== 'bpmn:Definitions') throw unparsable('根元素不是 definitions', 'the root element is not "definitions"')
  giveIds(rootElement)
  return rootElement
}

async function parse(text: string): Promise<{ rootElement: ModdleElement; warnings: readonly Warning[] }> {
  try {
    return (await new BpmnModdle().fromXML(text)) as unknown as { rootElement: ModdleElement; warnings: readonly Warning[] }
  } catch (error) {
    const reason = firstLine(error instanceof Error ? error.message : String(error))
    throw unparsable(reason, reason)
  }
}

const BPMN_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** Elements of another tool's namespace mean nothing here, wherever they stand; unknown ones of BPMN do. */
function isForeign(warning: Warning, text: string): boolean {
  const prefix = /^unparsable content <([\w.-]+):/.exec(warning.message)?.[1]
  if (prefix === undefined) return false
  const uris = [...text.matchAll(new RegExp(`xmlns:${prefix.replaceAll('.', '\\.')}\\s*=\\s*["']([^"']*)["']`, 'g'))].map(
    (match) => match[1],
  )
  return uris.length > 0 && !uris.includes(BPMN_NAMESPACE)
}

function refuseWarning(warning: Warning): void {
  if (warning.message.startsWith('unknown attribute')) return
  const element = warning.element
  if (element !== undefined && isDrawing(element)) return
  const reason = firstLine(warning.message)
  const duplicate = /duplicate ID <([^>]*)>/.exec(warning.message)?.[1]
  if (duplicate !== undefined) {
    throw fail('bpmn-invalid', { element: duplicate, reason: { zh: '该 id 出现了两次', en: 'this id is used twice' } })
  }
  const missing = /unresolved reference <([^>]*)>/.exec(warning.message)?.[1]
  if (missing !== undefined && element !== undefined) {
    const property = String(warning.property ?? '').replace(/^bpmn:/, '')
    throw fail('bpmn-invalid', {
      element: describeElement(element),
      reason: { zh: `${property} 指向不存在的“${missing}”`, en: `${property} refers to "${missing}", which does not exist` },
    })
  }
  throw unparsable(reason, reason)
}

/** Flows and elements may be written without an id; everything else here speaks of elements by theirs. */
function giveIds(definitions: ModdleElement): void {
  let count = 0
  const visit = (element: ModdleElement): void => {
    for (const property of ['rootElements', 'flowElements', 'artifacts']) {
      for (const child of elementsOf(element, property)) {
        if (child.id === undefined) (child as { id: string }).id = `${child.$type.replace('bpmn:', '')}_unnamed_${++count}`
        visit(child)
      }
    }
  }
  visit(definitions)
}

/** `id` and, where there is one, the name people see. */
function describeElement(element: ModdleElement): string {
  const id = element.id ?? element.$type
  return element.name ? `${id} ${element.name}` : id
}

function isDrawing(element: ModdleElement): boolean {
  return /^(bpmndi|di|dc|bioc|color):/.test(element.$type)
}

/** Counts open tags without building anything, so that a hostile file cannot exhaust the stack. */
function refuseDepth(text: string): void {
  let depth = 0
  for (const [tag] of text.matchAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\/?[A-Za-z_][^<>]*>/g)) {
    if (tag.startsWith('<!')) continue
    if (tag.startsWith('</')) depth--
    else if (!tag.endsWith('/>')) depth++
    if (depth > DEEPEST_XML) throw unparsable(`嵌套超过 ${DEEPEST_XML} 层`, `nested deeper than ${DEEPEST_XML}`)
  }
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
