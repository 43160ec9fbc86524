export interface XmlMeasure {
  /** Deepest nesting found. */
  readonly depth: number
  /** Elements found. */
  readonly elements: number
  /** Every tag, comment and quoted value ends. */
  readonly isWhole: boolean
}

/**
 * Counts the elements of an XML text in one pass, without building anything. Values in quotes may hold `>` and `/>`, which
 * end no tag. Stops as soon as either limit is passed.
 */
export function measureXml(text: string, deepest: number, most: number): XmlMeasure {
  let [open, depth, elements] = [0, 0, 0]
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const passive = PASSIVE.find(([start]) => text.startsWith(start, at))
    const end = passive === undefined ? endOfTag(text, at + 1) : text.indexOf(passive[1], at + passive[0].length)
    if (end === -1) return { depth, elements, isWhole: false }
    const isClosing = text[at + 1] === '/'
    at = end + 1
    if (passive !== undefined) continue
    if (isClosing) open--
    else {
      elements++
      if (text[end - 1] !== '/') depth = Math.max(depth, ++open)
    }
    if (depth > deepest || elements > most) break
  }
  return { depth, elements, isWhole: true }
}

/** What holds no elements: where it begins and where it ends. */
const PASSIVE: readonly (readonly [start: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
]

/** The `>` that ends a tag, past quoted values; -1 when there is none. */
function endOfTag(text: string, from: number): number {
  const mark = /["'>]/g
  for (let at = from; ;) {
    mark.lastIndex = at
    const found = mark.exec(text)
    if (found === null) return -1
    if (found[0] === '>') return found.index
    const closing = text.indexOf(found[0], found.index + 1)
    if (closing === -1) return -1
    at = closing + 1
  }
}
