import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { currentLanguage } from '@formwork/runtime/client/i18n/index.ts'
import { nameOf } from '../workspace/words.ts'

export interface FormulaName {
  /** What is written into the formula. */
  readonly name: string
  readonly label: string
}

/** Every field that a formula can name here, through one reference and into lines. */
export function formulaNames(
  entity: EntityDefinition,
  lines: string | undefined,
  findEntity: (name: string) => EntityDefinition | undefined,
): FormulaName[] {
  const header = namesOf(entity.fields, '', '', findEntity)
  if (lines === undefined) return header
  const row = entity.fields.find((field) => field.name === lines)?.fields ?? []
  return [
    ...namesOf(row, '', '', findEntity),
    ...header.map(({ name, label }) => ({ name: `record.${name}`, label: `${nameOf(entity)} › ${label}` })),
  ]
}

function namesOf(
  fields: readonly FieldDefinition[],
  path: string,
  label: string,
  findEntity: (name: string) => EntityDefinition | undefined,
): FormulaName[] {
  return fields.flatMap((field): FormulaName[] => {
    const own = { name: path + field.name, label: label + nameOf(field) }
    if (path !== '') return field.type === 'lines' ? [] : [own]
    if (field.type === 'lines') return [own, ...namesOf(field.fields ?? [], `${field.name}.`, `${nameOf(field)} › `, findEntity)]
    const target = field.type === 'reference' && field.multiple !== true ? findEntity(field.entity ?? '') : undefined
    return target === undefined ? [own] : [own, ...namesOf(target.fields, `${field.name}.`, `${nameOf(field)} › `, findEntity)]
  })
}

/** The formula as people read it: names become labels, the text between stays. */
export function readAloud(formula: string, names: readonly FormulaName[]): string {
  const labels = new Map(names.map(({ name, label }) => [name, label]))
  const parts = formula.replace(/^=/, '').split(/("(?:[^"\\]|\\.)*")/)
  return parts
    .map((part) =>
      part.startsWith('"')
        ? part
        : part.replaceAll(/[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu, (word) =>
            labels.has(word) ? `「${labels.get(word)}」` : word,
          ),
    )
    .map((part) => (part.startsWith('"') ? part : wordsOf(part)))
    .join('')
}

const WORDS: readonly (readonly [pattern: RegExp, zh: string, en: string])[] = [
  [/ \* /g, ' × ', ' × '],
  [/ \/ /g, ' ÷ ', ' ÷ '],
  [/ != null\b/g, ' 已填写', ' is filled'],
  [/ = null\b/g, ' 为空', ' is empty'],
  [/ != /g, ' 不是 ', ' is not '],
  [/ >= /g, ' ≥ ', ' ≥ '],
  [/ <= /g, ' ≤ ', ' ≤ '],
  [/ and /g, ',并且 ', ' and '],
  [/ or /g, ',或者 ', ' or '],
  [/\bif /g, '如果 ', 'if '],
  [/ then /g, ',就是 ', ' then '],
  [/ else /g, ',否则 ', ' else '],
  [/\bsum\(/g, '求和(', 'sum('],
  [/\bcount\(/g, '个数(', 'count('],
  [/\bmax\(/g, '较大(', 'the larger of('],
  [/\bmin\(/g, '较小(', 'the smaller of('],
  [/\bround half up\(/g, '四舍五入(', 'rounded('],
  [/\btoday\(\)/g, '今天', 'today'],
  [/\bnull\b/g, '空', 'empty'],
  [/\btrue\b/g, '是', 'yes'],
  [/\bfalse\b/g, '否', 'no'],
]

/** Operators and common functions as people say them; everything else stays. */
function wordsOf(text: string): string {
  const isChinese = currentLanguage() === 'zh'
  return WORDS.reduce((said, [pattern, zh, en]) => said.replaceAll(pattern, isChinese ? zh : en), text)
}
