import { i18n } from '../i18n/index.ts'

const KNOWN = new Set(['draft', 'submitted', 'posted', 'voided', 'closed', 'active', 'disabled'])

/** What a status is called. A draft that came back is called by how it came back. */
export function statusText(status: string, outcome?: string | null): string {
  if (status === 'draft' && outcome) {
    return i18n.global.te(`outcome.${outcome}`) ? i18n.global.t(`outcome.${outcome}`) : i18n.global.t('status.returned')
  }
  return KNOWN.has(status) ? i18n.global.t(`status.${status}`) : status
}
