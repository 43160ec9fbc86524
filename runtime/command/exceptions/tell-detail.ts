import { localize, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { DraftFinding } from '../../engine/record/draft.ts'
import { hidesPath } from '../../query/hides-path.ts'
import type { Unit } from '../unit.ts'

/** The message and the figures behind it, in both languages. */
export function joinDetail(message: LocalizedText, detail: { readonly zh: string; readonly en: string }): LocalizedText {
  return { zh: `${localize(message, 'zh')}：${detail.zh}`, en: `${localize(message, 'en')}: ${detail.en}` }
}

/** A refusal by a rule with the figures that its detail names, where the asker may read all of them; else as it is. */
export function tellDetail<Finding extends DraftFinding>(unit: Unit, entity: string, finding: Finding): Finding {
  const { detail, group, parameters } = finding
  if (detail === undefined || parameters?.message === undefined) return finding
  const paths = detail.paths.map((path) =>
    group.lines === null || path[0] === 'record' ? path.slice(path[0] === 'record' ? 1 : 0) : [group.lines, ...path],
  )
  if (paths.some((path) => hidesPath(unit, entity, path))) return finding
  return { ...finding, parameters: { ...parameters, message: joinDetail(parameters.message as LocalizedText, detail.text) } }
}
