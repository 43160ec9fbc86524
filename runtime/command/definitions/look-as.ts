import { parseId } from '@formwork/platform/value/index.ts'
import { mayLookAs } from '../../query/definitions/may-look-as.ts'
import { queryContextOf } from '../query-context.ts'
import { idSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

/**
 * Begins to look through the eyes of another: the audit keeps who looked as whom, and when. Looking itself only reads.
 * Errors: `not-permitted`, `not-found`.
 */
export const lookAs: UseCase = {
  name: 'look-as',
  help: { zh: '以他人身份查看（只读）', en: 'Looks through the eyes of another, to read only' },
  request: { ...objectSchema({ person: idSchema }, ['person']) },
  async run(unit: Unit, body: { person: string }) {
    const person = parseId(body.person, 'person')
    await mayLookAs.run(queryContextOf(unit), { person } as never)
    unit.audit({ action: 'look-as', entity: 'person', record: person })
    return {}
  },
}
