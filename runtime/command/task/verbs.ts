import { idSchema, objectSchema, type RequestSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'
import { changesSchema } from '../record-use-cases.ts'
import { picksSchema } from './pick-people.ts'
import { runTaskVerb, type TaskBody, type VerbRules } from './task-command.ts'

const text: RequestSchema = { type: 'string', maxLength: 4000 }
const base = { seat: idSchema, version: { type: 'integer', minimum: 1 } as RequestSchema, opinion: text }
const decision = {
  ...base,
  signature: { type: 'string', maxLength: 400_000 } as RequestSchema,
  shown: { type: 'string', maxLength: 200 } as RequestSchema,
  changes: changesSchema,
  picks: picksSchema,
}
const people: RequestSchema = { type: 'array', items: idSchema, minItems: 1, maxItems: 25 }
const decides: VerbRules = { own: true, decides: true }
const own: VerbRules = { own: true, decides: false }
const anybody: VerbRules = { own: false, decides: false }

function verb(
  name: string,
  rules: VerbRules,
  help: UseCase['help'],
  properties: Readonly<Record<string, RequestSchema>>,
  required: readonly string[] = [],
): UseCase {
  return {
    name,
    help,
    request: { ...objectSchema(properties, ['seat', ...required]) },
    run: (unit, body: TaskBody) => runTaskVerb(unit, name === 'return-to-initiator' ? 'return' : name, body, rules),
  }
}

/** What the holder of a task can do, and what others can do about it (approvals, section 1.2). One line each. */
export const verbUseCases: readonly UseCase[] = [
  verb('approve', decides, { zh: '同意', en: 'Agrees' }, decision),
  verb('reject', decides, { zh: '拒绝', en: 'Rejects' }, decision),
  verb('abstain', decides, { zh: '弃权', en: 'Abstains' }, decision),
  verb('hand-in', decides, { zh: '办理完成', en: 'Hands work in' }, decision),
  verb(
    'return',
    decides,
    { zh: '退回到某步骤或发起人', en: 'Returns to a step or to the initiator' },
    { ...decision, to: text, resubmit: { type: 'string', enum: ['again', 'straight'] } },
  ),
  verb(
    'return-to-initiator',
    decides,
    { zh: '退回发起人', en: 'Returns to the initiator' },
    { ...decision, resubmit: { type: 'string', enum: ['again', 'straight'] } },
  ),
  verb('transfer', own, { zh: '转办', en: 'Gives the task to somebody else' }, { ...base, people }, ['people']),
  verb('delegate', own, { zh: '委派', en: 'Asks somebody for an opinion' }, { ...base, people }, ['people']),
  verb(
    'add-sign',
    own,
    { zh: '加签', en: 'Adds people before, after or beside' },
    {
      ...base,
      people,
      where: { type: 'string', enum: ['before', 'after', 'beside'] },
      decide: { type: 'string', enum: ['any', 'all', 'sequence'] },
    },
    ['people'],
  ),
  verb('remove-sign', anybody, { zh: '减签', en: 'Removes an undecided task' }, { ...base, asDone: { type: 'boolean' } }),
  verb('claim', own, { zh: '认领', en: 'Takes a task that was offered to several' }, base),
  verb('urge', anybody, { zh: '催办', en: 'Reminds the holder' }, base),
]
