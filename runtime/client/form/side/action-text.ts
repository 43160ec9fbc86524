import { i18n } from '../../i18n/index.ts'

type Tone = 'good' | 'attention' | 'danger' | 'plain'

const TONES: Record<string, Tone> = {
  approve: 'good',
  approved: 'good',
  post: 'good',
  posted: 'good',
  reject: 'danger',
  rejected: 'danger',
  void: 'danger',
  delete: 'danger',
  return: 'attention',
  unpost: 'attention',
  cancel: 'attention',
}

/** A step of the history in words; steps without words of their own are called a change. */
export function actionText(action: string): string {
  const name = action.replace(/^(record|task|process)\./, '')
  return i18n.global.te(`did.${name}`) ? i18n.global.t(`did.${name}`) : i18n.global.t('did.other')
}

export function actionTone(action: string): Tone {
  return TONES[action.replace(/^(record|task|process)\./, '')] ?? 'plain'
}
