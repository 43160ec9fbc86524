import type { Decimal } from '../../value/index.ts'
import { LONGEST_LIST, LONGEST_TEXT, requireLength } from '../evaluation.ts'
import { defineFunction, signature, type FunctionCall, type FunctionDefinition } from '../function-definition.ts'
import { numberOf, wholeOf } from '../number.ts'
import { compilePattern } from '../pattern/compile-pattern.ts'
import { findMatches, hasMatch } from '../pattern/match-pattern.ts'
import type { Pattern } from '../pattern/pattern.ts'
import { expandReplacement } from '../pattern/replacement.ts'
import { listType, types } from '../type.ts'
import type { FeelValue } from '../value.ts'

const { string, boolean, number } = types

/** String functions of DMN 1.5, 10.3.4.3. Positions and lengths count Unicode characters. */
export const textFunctions: readonly FunctionDefinition[] = [
  defineFunction(
    'substring',
    'string',
    { zh: '取子文本，位置从 1 起，负数从末尾数', en: 'Part of a text; positions from 1, negative ones from the end' },
    'substring("foobar", 3, 3) = "oba"',
    signature('string: string, start position: number, length?: number', string, substring),
  ),
  defineFunction(
    'string length',
    'string',
    { zh: '文本长度（字符数）', en: 'Number of characters' },
    'string length("foo") = 3',
    signature('string: string', number, (_, text: string) => numberOf(countCharacters(text))),
  ),
  defineFunction(
    'upper case',
    'string',
    { zh: '转为大写', en: 'Upper case' },
    'upper case("aBc4") = "ABC4"',
    signature('string: string', string, (_, text: string) => text.toUpperCase()),
  ),
  defineFunction(
    'lower case',
    'string',
    { zh: '转为小写', en: 'Lower case' },
    'lower case("aBc4") = "abc4"',
    signature('string: string', string, (_, text: string) => text.toLowerCase()),
  ),
  defineFunction(
    'substring before',
    'string',
    { zh: '匹配文本之前的部分', en: 'What stands before the match' },
    'substring before("foobar", "bar") = "foo"',
    signature('string: string, match: string', string, (_, text: string, match: string) => text.slice(0, Math.max(0, text.indexOf(match)))),
  ),
  defineFunction(
    'substring after',
    'string',
    { zh: '匹配文本之后的部分', en: 'What stands after the match' },
    'substring after("foobar", "ob") = "ar"',
    signature('string: string, match: string', string, (_, text: string, match: string) =>
      text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '',
    ),
  ),
  defineFunction(
    'contains',
    'string',
    { zh: '是否包含', en: 'Whether a text contains another' },
    'contains("foobar", "of") = false',
    signature('string: string, match: string', boolean, (_, text: string, match: string) => text.includes(match)),
  ),
  defineFunction(
    'starts with',
    'string',
    { zh: '是否以…开头', en: 'Whether a text starts with another' },
    'starts with("foobar", "fo") = true',
    signature('string: string, match: string', boolean, (_, text: string, match: string) => text.startsWith(match)),
  ),
  defineFunction(
    'ends with',
    'string',
    { zh: '是否以…结尾', en: 'Whether a text ends with another' },
    'ends with("foobar", "r") = true',
    signature('string: string, match: string', boolean, (_, text: string, match: string) => text.endsWith(match)),
  ),
  defineFunction(
    'matches',
    'string',
    { zh: '是否匹配正则表达式', en: 'Whether a text matches a pattern (XPath regular expression)' },
    'matches("foobar", "^fo*b") = true',
    signature(
      'input: string, pattern: string, flags?: string?',
      boolean,
      (call, input: string, pattern: string, flags: string | null = '') => {
        const compiled = compileFor(call, pattern, flags)
        return compiled === undefined ? null : hasMatch(compiled, input, call)
      },
    ),
  ),
  defineFunction(
    'replace',
    'string',
    { zh: '按正则表达式替换', en: 'Replaces every match of a pattern' },
    'replace("abcd", "(ab)|(a)", "[1=$1]") = "[1=ab]cd"',
    signature('input: string, pattern: string, replacement: string, flags?: string?', string, replace),
  ),
  defineFunction(
    'split',
    'string',
    { zh: '按正则表达式拆分', en: 'Splits at every match of a pattern' },
    'split("John Doe", "\\s") = ["John", "Doe"]',
    signature('string: string, delimiter: string', listType(string), split),
  ),
  defineFunction(
    'string join',
    'string',
    { zh: '连接文本列表，空值跳过', en: 'Joins texts, leaving out nulls' },
    'string join(["a","b"], "-") = "a-b"',
    signature('list: list<string>, delimiter?: string?', string, join),
  ),
]

function countCharacters(text: string): number {
  let count = text.length
  for (let index = 0; index < text.length - 1; index++) {
    if (isHighSurrogate(text.charCodeAt(index)) && isLowSurrogate(text.charCodeAt(index + 1))) count--
  }
  return count
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

function substring(call: FunctionCall, text: string, start: Decimal, length?: Decimal): FeelValue {
  const characters = countCharacters(text) === text.length ? text : [...text]
  const first = wholeOf(start)
  const count = length === undefined ? characters.length : wholeOf(length)
  if (first === undefined || first === 0 || Math.abs(first) > characters.length || count === undefined || count < 1) {
    return call.report('out-of-range', '位置或长度超出文本范围', 'The position or length lies outside the text')
  }
  const from = first > 0 ? first - 1 : characters.length + first
  const part = characters.slice(from, from + count)
  return typeof part === 'string' ? part : part.join('')
}

/** Patterns are kept per text: a formula over a thousand lines compiles its pattern once. */
const compiled = new Map<string, Pattern | undefined>()
const MOST_KEPT_PATTERNS = 200

function compileFor(call: FunctionCall, pattern: string, flags: string | null): Pattern | undefined {
  const key = `${flags ?? ''}/${pattern}`
  if (!compiled.has(key)) {
    if (compiled.size >= MOST_KEPT_PATTERNS) compiled.clear()
    compiled.set(key, compilePattern(pattern, flags ?? ''))
  }
  const result = compiled.get(key)
  if (result === undefined) call.report('invalid-value', `正则表达式“${pattern}”无效`, `The pattern "${pattern}" is not valid`)
  return result
}

function replace(call: FunctionCall, input: string, pattern: string, replacement: string, flags: string | null = ''): FeelValue {
  const compiledPattern = compileFor(call, pattern, flags)
  if (compiledPattern === undefined) return null
  const parts: string[] = []
  let end = 0
  let length = 0
  for (const match of findMatches(compiledPattern, input, call)) {
    const text = expandReplacement(replacement, match, flags?.includes('q') === true)
    if (text === undefined) {
      return call.report('invalid-value', `替换文本“${replacement}”无效`, `The replacement "${replacement}" is not valid`)
    }
    parts.push(input.slice(end, match.start), text)
    end = match.end
    requireLength((length += text.length), LONGEST_TEXT, call)
  }
  parts.push(input.slice(end))
  return parts.join('')
}

function split(call: FunctionCall, text: string, delimiter: string): FeelValue {
  const pattern = compileFor(call, delimiter, '')
  if (pattern === undefined) return null
  const parts: string[] = []
  let end = 0
  for (const match of findMatches(pattern, text, call)) {
    if (match.end === match.start) continue
    parts.push(text.slice(end, match.start))
    end = match.end
    requireLength(parts.length, LONGEST_LIST, call)
  }
  parts.push(text.slice(end))
  return parts
}

function join(call: FunctionCall, list: readonly FeelValue[], delimiter: string | null = ''): FeelValue {
  const texts = list.filter((item) => item !== null)
  const wrong = texts.find((item) => typeof item !== 'string')
  if (wrong !== undefined) return call.report('wrong-type', '“string join”只能连接文本', '"string join" joins texts only')
  const result = texts.join(delimiter ?? '')
  requireLength(result.length, LONGEST_TEXT, call)
  return result
}
