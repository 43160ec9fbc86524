import { refuseFile } from './table-row.ts'

/** One element may be this long: a row of 500 full cells is less. */
const LONGEST_ELEMENT = 24 * 1024 * 1024

interface Taken {
  readonly elements: string[]
  readonly rest: string
  /** The end that the rest waits for. */
  readonly close?: string
}

/** Every `<name …>…</name>` or `<name …/>` of a stream of XML, one after another; nothing else is kept. */
export async function* xmlElements(source: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  const begin = new RegExp(`<(\\w+:)?${name}(?=[\\s/>])`, 'g')
  let parts: string[] = []
  let length = 0
  let close: string | undefined
  for await (const part of source) {
    const seam = (parts.at(-1) ?? '').slice(-name.length - 40) + part
    parts.push(part)
    length += part.length
    if (length > LONGEST_ELEMENT) throw refuseFile('内容结构异常', 'its content is not that of a workbook')
    // What has no end yet is not looked through again.
    if (close !== undefined && !seam.includes(close)) continue
    const taken = take(parts.join(''), begin, name)
    yield* taken.elements
    parts = [taken.rest]
    length = taken.rest.length
    close = taken.close
  }
}

function take(text: string, begin: RegExp, name: string): Taken {
  const elements: string[] = []
  let at = 0
  for (;;) {
    begin.lastIndex = at
    const match = begin.exec(text)
    // A beginning may stand in two parts.
    if (match === null) return { elements, rest: text.slice(Math.max(at, text.length - name.length - 20)) }
    const head = text.indexOf('>', match.index)
    if (head < 0) return { elements, rest: text.slice(match.index), close: '>' }
    const close = text[head - 1] === '/' ? '/>' : `</${match[1] ?? ''}${name}>`
    const end = text.indexOf(close, head - 1)
    if (end < 0) return { elements, rest: text.slice(match.index), close }
    at = end + close.length
    elements.push(text.slice(match.index, at))
  }
}
