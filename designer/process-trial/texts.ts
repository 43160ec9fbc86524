import { i18n } from '@formwork/runtime/client/i18n/index.ts'

let merged: Promise<void> | undefined

/** Both languages, with the first test drive of a session and not before. */
export function mergeTrialTexts(): Promise<void> {
  merged ??= Promise.all([import('./zh.json'), import('./en.json')]).then(([zh, en]) => {
    i18n.global.mergeLocaleMessage('zh', { trial: zh.default } as never)
    i18n.global.mergeLocaleMessage('en' as 'zh', { trial: en.default } as never)
  })
  return merged
}
