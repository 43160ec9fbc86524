import { describe, expect, it } from 'vitest'
import { compileText } from './compile-text.ts'

const say = (text: string, values: Record<string, unknown> = {}): string => compileText(text)({ named: (name) => values[name] })

describe('texts with parameters', () => {
  it.each([
    ['plain', {}, 'plain'],
    ['{count} of {all}', { count: 0, all: '{count}' }, '0 of {count}'],
    ["{'@'}someone", {}, '@someone'],
    ['{absent}.', {}, '.'],
    ['a | b @:c', {}, 'a | b @:c'],
    ['{ name }$&', { name: '$1' }, '$1$&'],
  ])('%s', (text, values, said) => {
    expect(say(text, values)).toBe(said)
  })
})
