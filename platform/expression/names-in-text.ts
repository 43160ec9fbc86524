/** A path that a formula reads, as it stands in its text. */
export interface NameInText {
  /** `record.total`, `quantity` … */
  readonly path: string
  /** Where it begins, in UTF-16 units. */
  readonly index: number
  /** Path of the list whose elements it belongs to: `lines` for `quantity` in `lines[quantity > 0]` and in `lines[1].quantity`. */
  readonly list?: string
  /** It stands behind the element, after a point. */
  readonly isBehind?: boolean
}

/** A text in a formula, or what stands between texts. */
export const LITERAL_IN_FORMULA = /("(?:[^"\\]|\\.)*"?)/
const PATH = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu

/**
 * The names in the text of a formula, in their order, also of one that cannot be read yet: no texts, no functions that are
 * called, no keys of contexts. `functions` finds names of functions of several words.
 */
export function namesInText(formula: string, functions?: RegExp): NameInText[] {
  const elements = elementsIn(formula)
  const names: NameInText[] = []
  let start = 0
  for (const [index, piece] of formula.split(LITERAL_IN_FORMULA).entries()) {
    if (index % 2 === 0) names.push(...namesInPiece(piece, start, functions, elements))
    start += piece.length
  }
  return names
}

function* namesInPiece(piece: string, start: number, functions: RegExp | undefined, elements: Elements): Iterable<NameInText> {
  const called =
    functions === undefined ? [] : [...piece.matchAll(functions)].map(({ 0: name, index }) => [index, index + name.length] as const)
  for (const { 0: path, index } of piece.matchAll(PATH)) {
    if (called.some(([from, to]) => index >= from && index < to) || /^\s*[(:]/.test(piece.slice(index + path.length))) continue
    const at = start + index
    const behind = elements.behind.get(at)
    if (behind !== undefined) yield { path, index: at, list: behind, isBehind: true }
    else if (!/(?:(?<!\.)\.|\p{N})$/u.test(piece.slice(0, index))) {
      const list = elements.inside.findLast(({ from, to }) => from <= at && at < to)?.list
      yield list === undefined ? { path, index: at } : { path, index: at, list }
    }
  }
}

interface Elements {
  /** Between the brackets behind a list. */
  readonly inside: readonly { readonly from: number; readonly to: number; readonly list: string }[]
  /** Behind these brackets and a point, by where it begins. */
  readonly behind: ReadonlyMap<number, string>
}

/** The brackets of `list[…]` and what follows them. */
function elementsIn(formula: string): Elements {
  const inside: { from: number; to: number; list: string }[] = []
  const behind = new Map<number, string>()
  const open: { from: number; list: string | undefined }[] = []
  let closed: { at: number; list: string | undefined } | undefined
  let start = 0
  for (const [index, piece] of formula.split(LITERAL_IN_FORMULA).entries()) {
    if (index % 2 === 0) {
      for (const { 0: sign, index: within } of piece.matchAll(/[[\]]/g)) {
        const at = start + within
        if (sign === '[') {
          const list = closed?.at === at - 1 ? closed.list : /[\p{L}_][\p{L}\p{N}_.]*$/u.exec(formula.slice(0, at))?.[0]
          open.push({ from: at + 1, list })
          continue
        }
        const opened = open.pop()
        if (opened?.list === undefined) continue
        inside.push({ from: opened.from, to: at, list: opened.list })
        closed = { at, list: opened.list }
        if (formula[at + 1] === '.') behind.set(at + 2, opened.list)
      }
    }
    start += piece.length
  }
  return { inside: inside.toSorted((left, right) => left.from - right.from), behind }
}
