import { LITERAL_IN_FORMULA, namesInText, type NameInText } from '../../expression/names-in-text.ts'

/** How a formula's names are called. */
export interface FormulaWords {
  /** A path as people call it, without its first `skip` parts; undefined where nothing is known of it. */
  path(path: string, skip?: number): string | undefined
  /** The value of a choice that a path is compared with. */
  choice(path: string, value: string): string | undefined
  role(name: string): string | undefined
  quoteName(label: string): string
  quoteText(label: string): string
}

const OVER_ROWS = /\b(?:every|some|for)\s+([\p{L}_][\p{L}\p{N}_]*)\s+in\s+([\p{L}\p{N}_.]+)/gu
const ROLE = /\brole\($/

/** A formula (without its `=`) with labels instead of names: `quantity * price` becomes `「数量」 * 「单价」`. */
export function labelFormula(formula: string, words: FormulaWords): string {
  const rows = new Map([...formula.matchAll(OVER_ROWS)].map(([, variable = '', path = '']) => [variable, path]))
  const names = namesInText(formula).map((name) => ({ ...name, path: name.path, whole: wholePath(name, rows) }))
  let last: string | undefined
  let end = 0
  return formula
    .split(LITERAL_IN_FORMULA)
    .map((piece, index, pieces) => {
      const start = end
      end += piece.length
      if (index % 2 === 1) return literal(piece, pieces[index - 1] ?? '', last, words)
      let text = ''
      let from = 0
      for (const { index: at, path, whole } of names.filter((name) => name.index >= start && name.index < end)) {
        const label = words.path(whole, partsOf(whole) - partsOf(path)) ?? (whole === path ? undefined : words.path(path))
        if (label === undefined) continue
        last = whole
        text += piece.slice(from, at - start) + words.quoteName(label)
        from = at - start + path.length
      }
      return text + piece.slice(from)
    })
    .join('')
}

const partsOf = (path: string): number => path.split('.').length

/** From the record: an element of a list and a variable over rows stand for the list. */
function wholePath({ path, list }: NameInText, rows: ReadonlyMap<string, string>): string {
  if (list !== undefined) return `${list}.${path.replace(/^item\./, '')}`
  const [first = '', ...rest] = path.split('.')
  const over = rows.get(first)
  return over === undefined || rest.length === 0 ? path : [over, ...rest].join('.')
}

function literal(piece: string, before: string, compared: string | undefined, words: FormulaWords): string {
  const value = piece.replaceAll(/^"|"$/g, '')
  const label = ROLE.test(before) ? words.role(value) : compared === undefined ? undefined : words.choice(compared, value)
  return label === undefined ? piece : words.quoteText(label)
}
