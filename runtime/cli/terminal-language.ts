import type { Language } from '@formwork/platform/error/render-message.ts'

/** The variables of a terminal that name its language, the strongest first. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const

/** The language of refusals at the terminal: Chinese where its locale is, else English. Windows names its locale elsewhere. */
export function terminalLanguage(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  system: () => string = () => new Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  const named = VARIABLES.map((name) => environment[name]).find((value) => value !== undefined && value !== '')
  return /^zh/i.test(named ?? system()) ? 'zh' : 'en'
}
