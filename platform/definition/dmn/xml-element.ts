import { Parser } from 'saxen'
import { fail } from '../../error/index.ts'

/** An XML element by its local name: the prefix and version of DMN's namespace make no difference. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

/** Deeper nesting is no decision that a person drew. */
const DEEPEST_XML = 200
/** Characters; tables of ten thousand rules have a few million. */
const LARGEST_XML = 16_000_000

/** The tree of an XML text. Errors: `decision-unparsable`; DOCTYPE and entities are refused. */
export function parseXml(text: string): XmlElement {
  if (text.length > LARGEST_XML) throw unparsable(`超过 ${LARGEST_XML} 个字符`, `more than ${LARGEST_XML} characters`)
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) throw unparsable('不允许 DOCTYPE', 'a DOCTYPE is not allowed')
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const parser = new Parser()
    .on('openTag', (name, attributes, decode) => {
      if (open.length > DEEPEST_XML) throw unparsable(`嵌套超过 ${DEEPEST_XML} 层`, `nested deeper than ${DEEPEST_XML}`)
      const entries = Object.entries(attributes()).map(([key, value]): [string, string] => [localName(key), decode(value)])
      const element: XmlElement = { name: localName(name), attributes: Object.fromEntries(entries), children: [], text: '' }
      open.at(-1)!.children.push(element)
      open.push(element)
    })
    .on('closeTag', () => void open.pop())
    .on('text', (part, decode) => void (open.at(-1)!.text += decode(part)))
    .on('cdata', (part) => void (open.at(-1)!.text += part))
    .on('warn', () => undefined)
    .on('error', (error) => {
      throw unparsable(firstLine(error), firstLine(error))
    })
  parser.parse(text)
  const [root] = top.children
  if (root === undefined || open.length !== 1) throw unparsable('不是完整的 XML', 'it is no complete XML')
  return root
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name)
}

export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** The trimmed text of a child `text`, empty where there is none. */
export function textIn(element: XmlElement | undefined): string {
  return childOf(element, 'text')?.text.trim() ?? ''
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function firstLine(error: Error): string {
  return error.message.split('\n')[0]!.trim()
}

function unparsable(zh: string, en: string): Error {
  return fail('decision-unparsable', { reason: { zh, en } })
}
