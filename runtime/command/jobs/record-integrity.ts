import { authorityOf } from '../../engine/permission/authority.ts'
import type { OrganisationPerson } from '../../engine/permission/organisation.ts'
import { writeStoppedLedgers } from '../../store/ledger/stopped-ledgers.ts'
import { localize } from '@formwork/platform/error/render-message.ts'
import { WORKSPACE } from '../../query/definitions/authorize-design.ts'
import type { Disagreement } from '../../query/services/integrity.ts'
import { giveNotice } from '../notices/give-notice.ts'
import { objectSchema, type RequestSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

const text: RequestSchema = { type: 'string', maxLength: 4_000 }
const finding = objectSchema({ check: text, ledger: { ...text, nullable: true }, row: text }, ['check', 'ledger', 'row'])

/**
 * Keeps what the check of a workspace has found: nothing is posted to a ledger that does not agree with itself until a later
 * check finds it whole, and who configures the workspace is told. Nothing is repaired.
 */
export const recordIntegrity: UseCase = {
  name: 'record-integrity',
  internal: true,
  help: { zh: '记录数据核对的结果', en: 'Keeps what the check of the workspace has found' },
  request: { ...objectSchema({ found: { type: 'array', maxItems: 1_000, items: finding } }, ['found']) },
  async run(unit: Unit, body: { found: readonly Disagreement[] }) {
    const before = unit.store.ledgers.stopped
    const stopped = new Map<string, string>()
    for (const { ledger, check, row } of body.found) if (ledger !== null && !stopped.has(ledger)) stopped.set(ledger, `${check}: ${row}`)
    const isSame = before.size === stopped.size && [...stopped.keys()].every((ledger) => before.has(ledger))
    if (isSame) return { stopped: [...stopped.keys()] }
    await writeStoppedLedgers(unit.transaction, stopped)
    unit.audit({ action: 'record-integrity', values: { stopped: [[...before.keys()], [...stopped.keys()]] } })
    await tellAdministrators(unit, stopped)
    return { stopped: [...stopped.keys()] }
  },
}

function tellAdministrators(unit: Unit, stopped: ReadonlyMap<string, string>): Promise<void> {
  const said = (language: 'zh' | 'en') =>
    [...stopped].map(([ledger, row]) => `${localize(unit.model.ledgers.get(ledger)?.label ?? ledger, language)} (${row})`).join('; ')
  const told =
    stopped.size === 0
      ? { zh: '数据核对一致，已恢复记账', en: 'The ledgers agree again; posting goes on' }
      : { zh: `数据核对不一致，已暂停记账：${said('zh')}`, en: `Ledgers do not agree, posting to them has stopped: ${said('en')}` }
  const people = [...unit.organisation.people.values()].filter((person) => mayConfigure(unit, person)).map(({ id }) => id)
  return giveNotice(unit, people, { kind: 'integrity', entity: null, record: null, content: { text: told } })
}

function mayConfigure({ model, organisation }: Unit, { id, name, login, roles, department }: OrganisationPerson): boolean {
  return authorityOf(model, organisation, { person: id, name, login, roles, department, language: 'zh' }).may('configure', WORKSPACE)
}
