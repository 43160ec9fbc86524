import { LITERAL_IN_FORMULA, namesInText, type NameInText } from '@formwork/platform/expression/names-in-text.ts'
import { currentLanguage } from '@formwork/runtime/client/i18n/index.ts'
import { nameOf, valueWord } from '../workspace/words.ts'
import { choicesBehind, keysInText, type KeyInText } from './formula-lookups.ts'
import { behindName, lookupsAmong, type FormulaName } from './formula-names.ts'
import { namedSteps } from './named-steps.ts'

const OVER_ROWS = /\b(?:every|some|for)\s+([\p{L}_][\p{L}\p{N}_]*)\s+in\s+([\p{L}\p{N}_.]+)/gu

/**
 * The formula as people read it: names become labels, the names of choices what they are called, the text between stays.
 * `property`: what the formula is the value of, where that has choices of its own.
 */
export function readAloud(formula: string, known: readonly FormulaName[], property = ''): string {
  const text = choiceFirst(formula.replace(/^=/, ''))
  const listed = new Map([...known, ...rowNames(text, known)].map((each) => [each.name, each]))
  const lookups = lookupsAmong(known)
  const named = namesInText(text).map((each) => ({ ...each, known: nameAt(each, listed) }))
  const keys = keysInText(text, lookups)
  let last: FormulaName | undefined
  let end = 0
  const said = text.split(LITERAL_IN_FORMULA).map((part, index) => {
    const start = end
    end += part.length
    if (index % 2 === 1) {
      const key = keys.findLast((each) => each.index < start && /^\s*:\s*$/.test(text.slice(each.index + each.key.length, start)))
      return literalOf(part, key?.lookup.given?.get(key.key) ?? choicesBehind(text.slice(0, start), lookups) ?? last?.choices, property)
    }
    const here = named.filter((each) => each.index >= start && each.index < end)
    const given = keys.filter((each) => each.index >= start && each.index < end)
    last = here.findLast((each) => each.known !== undefined)?.known ?? last
    return wordsOf(labelled(part, start, here, given))
  })
  return stepsApart(
    said
      .join('')
      .replaceAll(/\bmatch\((“[^”]*”), /g, '按$1查找(')
      .replaceAll(/匹配原因\((“[^”]*”), /g, '$1的匹配原因(')
      // A look-up that nobody labelled: a technical name says nothing to who reads.
      .replaceAll(/\bmatch\("([^"]*)", /g, currentLanguage() === 'zh' ? '匹配规则(' : 'look-up "$1"(')
      .replaceAll(/duration\("P(\d+)D"\)/g, currentLanguage() === 'zh' ? '$1 天' : '$1 days')
      .replaceAll(/duration\("P(\d+)M"\)/g, currentLanguage() === 'zh' ? '$1 个月' : '$1 months')
      .replaceAll(/@"(\d{4}-\d{2}-\d{2})"/g, '$1')
      .replaceAll(/「([^」]*)」/g, currentLanguage() === 'zh' ? '「$1」' : '"$1"'),
  )
}

/** First what comes out, then the steps that the formula gave names to. */
function stepsApart(said: string): string {
  const { result, steps } = namedSteps(said) ?? { result: said, steps: [] }
  if (steps.length === 0) return result
  if (currentLanguage() === 'zh') return `${result}；其中 ${steps.map(({ name, text }) => `${name} 为 ${text}`).join('，')}`
  return `${result}; with ${steps.map(({ name, text }) => `${name} being ${text}`).join(', ')}`
}

const AMONG = /\b(not\()?list contains\(\[([^[\]()]*)\], ([\p{L}_][\p{L}\p{N}_.]*)\)(\))?/gu

/** `list contains(["a", "b"], kind)` is said with the field first, whose choices say what "a" and "b" are called. */
function choiceFirst(text: string): string {
  return text.replaceAll(AMONG, (whole, not: string | undefined, values: string, path: string, end: string | undefined) => {
    if (not === undefined) return `${path} in (${values})${end ?? ''}`
    return end === undefined ? whole : `${path} not in (${values})`
  })
}

/** What is known of a name: of an element of a list first the fields that the list's rows have. */
function nameAt({ path, list, isBehind }: NameInText, listed: ReadonlyMap<string, FormulaName>): FormulaName | undefined {
  const rows = list === undefined ? undefined : (listed.get(list) ?? behindName(list, listed))
  const parts = path.split('.')
  const behind = rows?.reach?.(parts) ?? (parts[0] === 'item' ? rows?.reach?.(parts.slice(1)) : undefined)
  if (behind !== undefined) return { name: path, ...behind }
  return isBehind === true ? undefined : (listed.get(path) ?? behindName(path, listed))
}

type NamedAt = NameInText & { readonly known?: FormulaName | undefined }

/** What is given to a look-up is called by its label, without marks. */
function labelled(part: string, start: number, names: readonly NamedAt[], keys: readonly KeyInText[]): string {
  const said = [
    ...names.flatMap(({ path, index, known }) => (known === undefined ? [] : [{ index, length: path.length, text: `「${known.label}」` }])),
    ...keys.map(({ key, index, lookup }) => ({ index, length: key.length, text: lookup.keys.get(key)! })),
  ].toSorted((left, right) => left.index - right.index)
  let text = ''
  let from = 0
  for (const each of said) {
    text += part.slice(from, each.index - start) + each.text
    from = each.index - start + each.length
  }
  return text + part.slice(from)
}

/** `each.x` of `every each in rows`: what a row has, by its label. */
function rowNames(text: string, names: readonly FormulaName[]): FormulaName[] {
  return [...text.matchAll(OVER_ROWS)].flatMap(([, variable = '', path]) =>
    (names.find(({ name }) => name === path)?.rows ?? []).map((field) => ({ name: `${variable}.${field.name}`, label: nameOf(field) })),
  )
}

function literalOf(part: string, choices: FormulaName['choices'], property: string): string {
  const name = part.slice(1, -1)
  const label = choices?.get(name) ?? valueWord(property, name)
  return label === name ? part : currentLanguage() === 'zh' ? `“${label}”` : `"${label}"`
}

type Phrase = readonly [pattern: RegExp, zh: string, en: string]

const PHRASES: readonly Phrase[] = [
  [/\bevery [\p{L}_][\p{L}\p{N}_]* in (「[^」]+」|\S+) satisfies /gu, '$1 的每一行都满足：', 'every row of $1 has '],
  [/\bsome [\p{L}_][\p{L}\p{N}_]* in (「[^」]+」|\S+) satisfies /gu, '$1 至少有一行满足：', 'some row of $1 has '],
  [/ \* /g, ' × ', ' × '],
  [/ \/ /g, ' ÷ ', ' ÷ '],
  [/ = true\b/g, ' 为“是”', ' is yes'],
  [/ = false\b/g, ' 为“否”', ' is no'],
  [/ != null\b/g, ' 已填写', ' is filled'],
  [/ = null\b/g, ' 为空', ' is empty'],
  [/ != /g, ' 不是 ', ' is not '],
  [/ = /g, ' 是 ', ' is '],
  [/ >= /g, ' ≥ ', ' ≥ '],
  [/ <= /g, ' ≤ ', ' ≤ '],
  [/ not in \(/g, ' 不属于(', ' is none of ('],
  [/ in \(/g, ' 属于(', ' is one of ('],
  [/ and /g, '，并且 ', ' and '],
  [/ or /g, '，或者 ', ' or '],
  [/\bif /g, '如果 ', 'if '],
  [/ then /g, '，就是 ', ' then '],
  [/ else /g, '，否则 ', ' else '],
  [/\bfor [\p{L}_][\p{L}\p{N}_]* in (「[^」]+」|\S+) return /gu, '$1 的每一行取 ', 'for each row of $1 '],
  [/\bformat date\(/g, '按格式写日期(', 'date as text('],
  [/\bdue date\(/g, '到期日(', 'due date('],
  [/\blist contains\(/g, '其中有(', 'among them('],
  [/\bcontains\(/g, '包含(', 'contains('],
  [/\bdistinct values\(/g, '不重复的(', 'different values('],
  [/\bmatch why\(/g, '匹配原因(', 'why it applies('],
  [/\bbalance\(/g, '余额(', 'balance('],
  [/\bheld\(/g, '有哪些(', 'held('],
  [/\bleader\(/g, '负责人(', 'leader of('],
  [/\brole\(/g, '角色(', 'role('],
  [/\bstring\(/g, '文本(', 'text of('],
  [/\bdate\(/g, '日期(', 'date('],
  [/\babs\(/g, '绝对值(', 'size of('],
  [/\bfloor\(/g, '向下取整(', 'rounded down('],
  [/\bnow\(\)/g, '现在', 'now'],
  [/\bsum\(/g, '求和(', 'sum('],
  [/\bcount\(/g, '个数(', 'count('],
  [/\bmax\(/g, '较大(', 'the larger of('],
  [/\bmin\(/g, '较小(', 'the smaller of('],
  [/\bnot\(/g, '并非(', 'not('],
  [/\bround half up\(/g, '四舍五入(', 'rounded('],
  [/\btoday\(\)/g, '今天', 'today'],
  [/(?<=[」\p{Script=Han}])\.year\b/gu, '的年份', '.year'],
  [/(?<=[」\p{Script=Han}])\.month\b/gu, '的月份', '.month'],
  [/\bnull\b/g, '空', 'empty'],
  [/\btrue\b/g, '是', 'yes'],
  [/\bfalse\b/g, '否', 'no'],
]

/** Operators and common functions as people say them; everything else stays. */
function wordsOf(text: string): string {
  const isChinese = currentLanguage() === 'zh'
  return PHRASES.reduce((said, [pattern, zh, en]) => said.replaceAll(pattern, isChinese ? zh : en), text)
}
