import { useStorage } from '@vueuse/core'
import { isBlank } from '@formwork/runtime/ui/grid/line-row.ts'
import { useSession } from '../../shell/session.ts'
import type { DraftHandle } from './draft-handle.ts'
import type { FormSection } from './form-schema.ts'

/**
 * Sections that fold: as their form says at first, then as each person left them on this device. What is wrong is never folded away.
 */
export function useFolded(handle: DraftHandle) {
  const person = useSession().session?.person.id ?? ''
  const kept = useStorage<Record<string, boolean>>(`formwork.folded.${person}.${handle.draft.entity.name}`, {})

  const hasProblem = ({ fields }: FormSection): boolean =>
    fields.some(
      ({ name }) =>
        handle.draft.header.problems[name] !== undefined ||
        handle.draft.tables.get(name)?.shown.some((row) => Object.keys(row.problems).length > 0) === true,
    )

  /** Opened by what was wrong: they stay open under the hands of whoever mends it. */
  const opened = new Set<string>()

  function isFolded(section: FormSection): boolean {
    if (section.folds === undefined) return false
    const isKept = kept.value[section.name] ?? section.folds === 'closed'
    if (hasProblem(section)) opened.add(section.name)
    return isKept && !opened.has(section.name)
  }

  /** Fields of the section that hold something; a table that has rows is one. */
  const countFilled = ({ fields }: FormSection): number =>
    fields.filter(({ name }) => {
      const table = handle.draft.tables.get(name)
      return table === undefined ? (handle.draft.header.values[name] ?? null) !== null : table.rows.some((row) => !isBlank(row))
    }).length

  function turn(section: FormSection): void {
    if (hasProblem(section)) return
    const isShut = isFolded(section)
    opened.delete(section.name)
    kept.value = { ...kept.value, [section.name]: !isShut }
  }

  return { isFolded, countFilled, turn }
}
