import { i18n } from '../i18n/index.ts'
import { conditionText } from './condition-text.ts'
import type { FoundList } from './use-list.ts'
import type { ShownList } from './use-shown-list.ts'

/** The server prints no more of it. */
const LONGEST = 400

/** What stands at the head of a list on paper, and which columns are added up below it. */
export function paperWish(list: string, shown: ShownList, found: FoundList): Record<string, string | undefined> {
  const { t } = i18n.global
  const chip = shown.chips.value.find(({ name }) => name === found.chip.value)?.label
  const status = chip === undefined ? found.chipFilter.value : undefined
  const conditions = [...(status === undefined ? [] : [status]), ...found.conditions.value]
  const words = conditions.map((node) => conditionText(node, shown.possible.value, found.titles.value))
  const search = found.search.value.trim()
  const parts = [...(chip === undefined ? [] : [chip]), ...words, ...(search === '' ? [] : [t('file.searched', { text: search })])]
  const about = parts.length === 0 ? undefined : t('file.narrowed', { parts: parts.join(t('file.between')) })
  return {
    list,
    about: about !== undefined && about.length > LONGEST ? `${about.slice(0, LONGEST - 1)}…` : about,
    totals: shown.totalFields.value.map(({ name }) => name).join(','),
  }
}
