/** The texts of the workbench in parts, a file each in `zh/` and `en/`: a page waits for the parts that it shows. */
export const textParts = [
  'shell',
  'desk',
  'record',
  'list',
  'task',
  'report',
  'import',
  'view',
  'help',
  'setup',
  'outside',
  'preview',
  'ui',
] as const
export type TextPart = (typeof textParts)[number]

/** What the entry carries: signing in, the frame, what went wrong. */
export const FIRST_PART: TextPart = 'shell'

export interface Texts {
  [name: string]: string | Texts
}

type Load = () => Promise<{ default: Texts }>
const files = import.meta.glob<{ default: Texts }>(['./zh/*.json', './en/*.json']) as Record<string, Load>
const uiFiles = import.meta.glob<{ default: Texts }>('../../ui/text/*.json') as Record<string, Load>

/** The texts of a part in a language. */
export async function readTexts(language: 'zh' | 'en', part: TextPart): Promise<Texts> {
  if (part === 'ui') return { ui: (await uiFiles[`../../ui/text/${language}.json`]!()).default }
  return (await files[`./${language}/${part}.json`]!()).default
}
