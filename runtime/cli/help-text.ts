import type { Language } from '@formwork/platform/error/render-message.ts'
import type { CliCommand } from './cli-command.ts'
import { helpZh } from './help-zh.ts'

/** The help of a command in the language of the terminal; what is a reference in English says so first. */
export function helpText({ name, summary, help }: CliCommand, language: Language): string {
  if (language === 'en') return help.trim()
  const own = Object.hasOwn(helpZh, name) ? helpZh[name] : undefined
  return own === undefined ? `${summary.zh}（以下为英文参考）\n\n${help.trim()}` : own.trim()
}
