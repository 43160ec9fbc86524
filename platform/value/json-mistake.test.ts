import { describe, expect, it } from 'vitest'
import { AppError } from '../error/index.ts'
import { parseJson } from './json.ts'

function answer(text: string, language: 'zh' | 'en' = 'zh'): string {
  try {
    parseJson(text)
  } catch (error) {
    if (error instanceof AppError) return error.describe(language).replace(/^.*JSON/, '')
  }
  return 'read'
}

describe('what is wrong with a JSON written by hand', () => {
  it.each([
    ['// first\n{ "a": 1 }', '（第 1 行第 1 个字符处）：不能有注释'],
    ['{\n  "a": 1, # one\n  "b": 2\n}', '（第 2 行第 11 个字符处）：不能有注释'],
    ['{\n  "a": [1, 2, ],\n}', '（第 2 行第 15 个字符处）：前面多了一个逗号'],
    ['{\n  "a": 1,\n}', '（第 3 行第 1 个字符处）：前面多了一个逗号'],
    ["{ 'a': 1 }", '（第 3 个字符处）：须用英文双引号 "'],
    ['{ “a”: 1 }', '（第 3 个字符处）：须用英文双引号 "'],
    ['{ "a"： 1 }', '（第 6 个字符处）：标点须用英文半角'],
    ['{ "a": 1， "b": 2 }', '（第 9 个字符处）：标点须用英文半角'],
    ['\uFEFF{ "a": 1 }', '（第 1 个字符处）：此处有看不见的字符'],
    ['{ "a": 1 ', '（第 10 个字符处）：此处应为逗号或结束括号'],
  ])('%j', (text, said) => expect(answer(text)).toBe(said))

  it('is said in English', () =>
    expect(answer('{\n "a": 1,\n}', 'en')).toBe(' (at line 3, character 1): there is a comma too many before it'))
})
