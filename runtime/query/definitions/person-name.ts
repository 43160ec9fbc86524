import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { Organisation } from '../../engine/permission/organisation.ts'

/** Who did it, in words; null is the system, somebody who is gone is somebody. */
export function nameOfPerson(organisation: Organisation, person: number | null): LocalizedText {
  if (person === null) return { zh: '系统', en: 'the system' }
  return organisation.people.get(person)?.name ?? { zh: '其他人', en: 'somebody' }
}
