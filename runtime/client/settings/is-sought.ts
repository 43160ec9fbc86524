import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { SettingsGroup } from '../api/index.ts'
import { labelText } from '../i18n/index.ts'

interface Named {
  readonly name: string
  readonly label?: LocalizedText | undefined
  readonly help?: LocalizedText | undefined
}

/** Whether name or help of it hold what is looked for, whatever the case; all do while nothing is looked for. */
export function isSought({ name, label, help }: Named, sought: string): boolean {
  const text = `${labelText(label, name)} ${help === undefined ? '' : labelText(help)}`.toLowerCase()
  return text.includes(sought.trim().toLowerCase())
}

/** Whether a group is looked for, or one of its settings. */
export const holdsText = (group: SettingsGroup, sought: string): boolean =>
  isSought(group, sought) || group.fields.some((field) => isSought(field, sought))
