import { suggestName } from '../expression/suggest-name.ts'

/** The end of a message about an unknown name: `, did you mean "x"?`, or nothing. */
export function suggestion(name: string, candidates: Iterable<string>): { zh: string; en: string } {
  const closest = suggestName(name, candidates)
  return closest === undefined ? { zh: '', en: '' } : { zh: `，您是否指“${closest}”？`, en: `, did you mean "${closest}"?` }
}
