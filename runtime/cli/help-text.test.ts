import { describe, expect, it } from 'vitest'
import type { CliCommand } from './cli-command.ts'
import { helpText } from './help-text.ts'

const names = [
  ...['start', 'clone', 'check', 'migrate', 'upgrade', 'verify', 'explain', 'scenario', 'backup', 'restore', 'doctor', 'rehearse', 'cases'],
  ...['process', 'decision', 'ledger'],
]
const wordsOf = (text: string): string[] => [...new Set(text.match(/--[a-z][a-z-]+|FORMWORK_[A-Z_]+/g))].toSorted()

describe('help in Chinese', () => {
  it.each(names)('names the same options and variables as in English: %s', async (name) => {
    const { default: command } = (await import(`./${name}.ts`)) as { default: CliCommand }
    const own = helpText(command, 'zh')
    expect(wordsOf(own)).toEqual(wordsOf(helpText(command, 'en')))
    expect(own).toMatch(/[\u4e00-\u9fff]{4}/)
    expect(own.includes('英文参考')).toBe(['process', 'decision', 'ledger'].includes(name))
  })
})
