import { describe, expect, it } from 'vitest'
import { terminalLanguage } from './terminal-language.ts'

describe('the language of the terminal', () => {
  it.each([
    [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'en-US', 'zh'],
    [{ LC_ALL: '', LC_MESSAGES: 'en_GB.UTF-8', LANG: 'zh_CN.UTF-8' }, 'zh-CN', 'en'],
    [{ LANG: 'zh_TW.UTF-8' }, 'en-US', 'zh'],
    [{ LANG: 'C' }, 'zh-CN', 'en'],
    [{}, 'zh-Hans-CN', 'zh'],
    [{}, 'de-DE', 'en'],
  ] as const)('%o on a system of %s is %s', (environment, system, expected) => {
    expect(terminalLanguage(environment, () => system)).toBe(expected)
  })
})
