import { isAppError } from '@formwork/platform/error/index.ts'
import type { Language } from '@formwork/platform/error/render-message.ts'
import { describeSystemError } from '../host/describe-system-error.ts'

/** What went wrong, in the reader's language, without the program's insides; what nobody expected is thrown on. */
export function describeFailure(error: unknown, command: string, language: Language): string {
  if (!isAppError(error)) {
    if (error instanceof Error && 'syscall' in error) return describeSystemError(error as NodeJS.ErrnoException, language)
    throw error
  }
  const { code, message, path, errors } = error.toWire(language)
  const details = (errors ?? []).map((each) => `\n  ${each.path ?? ''}: ${each.message} (${each.code})`)
  const place = path === undefined ? '' : language === 'zh' ? `，位置 ${path}` : `, at ${path}`
  const hint = code === 'bad-request' && path === undefined ? seeHelp(command, language) : ''
  return `${message} (${code}${place})${hint}${details.join('')}`
}

/** Where to read on. */
export function seeHelp(command: string | undefined, language: Language): string {
  const line = command === undefined ? 'formwork help' : `formwork help ${command}`
  return language === 'zh' ? `；用法见：${line}` : `; see: ${line}`
}
