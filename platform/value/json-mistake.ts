interface Said {
  readonly zh: string
  readonly en: string
}

const COMMENT: Said = { zh: '不能有注释', en: 'comments are not allowed' }
const COMMA: Said = { zh: '前面多了一个逗号', en: 'there is a comma too many before it' }
const QUOTES: Said = { zh: '须用英文双引号 "', en: 'double quotes " are expected' }
const SIGNS: Said = { zh: '标点须用英文半角', en: 'punctuation must be ASCII' }
const INVISIBLE: Said = { zh: '此处有看不见的字符', en: 'an invisible character stands here' }

/** What people often do who write JSON by hand; undefined for any other mistake. `index` counts from 0. */
export function commonMistake(text: string, index: number): Said | undefined {
  const sign = text[index] ?? ''
  if (sign === '/' || sign === '#') return COMMENT
  if ((sign === '}' || sign === ']') && /,\s*$/.test(text.slice(Math.max(0, index - MOST_SPACE), index))) return COMMA
  if (/['‘’“”`]/.test(sign)) return QUOTES
  if (/[｛｝［］：，（）]/.test(sign)) return SIGNS
  return /[\u200B-\u200D\u2060\uFEFF\u00A0]/.test(sign) ? INVISIBLE : undefined
}

/** Between a comma and the bracket behind it; more is not looked through. */
const MOST_SPACE = 200

/** Where a character stands, both counted from 1; of a text in one line its character alone. */
export function placeInText(text: string, index: number): Said {
  const before = text.slice(0, index)
  const column = index - before.lastIndexOf('\n')
  if (!text.includes('\n')) return { zh: `第 ${column} 个字符处`, en: `at character ${column}` }
  const line = before.split('\n').length
  return { zh: `第 ${line} 行第 ${column} 个字符处`, en: `at line ${line}, character ${column}` }
}
