import { CalendarDate } from '@formwork/platform/value/index.ts'
import { ledgersInUse } from '../../engine/permission/ledgers-in-use.ts'
import { nameSchema, objectSchema, type RequestSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { closePeriod } from './close-period.ts'
import { expirePending } from './expire-pending.ts'
import { reopenPeriod } from './reopen-period.ts'
import { switchCosting } from './switch-costing.ts'
import { notPermitted } from '../../query/not-permitted.ts'

const dateSchema: RequestSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
const reasonSchema: RequestSchema = { type: 'string', maxLength: 500 }

const bodySchema = (properties: Record<string, RequestSchema>, required: string[]): UseCase['request'] => ({
  ...objectSchema(properties, required),
})

/** Errors: `not-permitted` unless the right is there for every ledger that the command touches. */
function requireLedgerRight(unit: Unit, operation: string, ledgers: Iterable<string>): void {
  for (const ledger of ledgers) {
    if (!unit.authority.may(operation, ledger)) throw notPermitted(operation, unit.model.ledgers.get(ledger)?.label ?? ledger)
  }
}

/** Closes the next period of all ledgers. */
const closePeriodCommand: UseCase = {
  name: 'close-period',
  help: { zh: '结账：检查、计算月末成本、清理尾差、锁定', en: 'Closes the next period: checks, deferred costs, residues, lock' },
  request: bodySchema({ end: dateSchema, name: nameSchema, accept: { type: 'array', items: nameSchema, maxItems: 20 } }, ['end']),
  async run(unit: Unit, body: { end: string; name?: string; accept?: string[] }) {
    requireLedgerRight(unit, 'close', ledgersInUse(unit.model))
    const closed = await closePeriod(unit, { ...body, end: CalendarDate.parse(body.end) })
    unit.audit({ action: 'close-period', values: { period: closed.name, findings: closed.findings } })
    return { ...closed }
  },
}

/** Opens the last closed period again. */
const reopenPeriodCommand: UseCase = {
  name: 'reopen-period',
  help: { zh: '反结账：只能反最后一个已结期间', en: 'Opens the last closed period again' },
  request: bodySchema({ period: nameSchema, reason: reasonSchema }, ['period']),
  async run(unit: Unit, body: { period: string; reason?: string }) {
    requireLedgerRight(unit, 'reopen', ledgersInUse(unit.model))
    await reopenPeriod(unit, body.period, body.reason ?? null)
    unit.audit({ action: 'reopen-period', values: { period: body.period, reason: body.reason ?? null } })
    return { period: body.period }
  },
}

/** Costs pools by another method from a period's start on. */
const switchCostingCommand: UseCase = {
  name: 'switch-costing',
  help: {
    zh: '变更成本计价方法：期间开始日生效，结存数量与金额不变',
    en: 'Changes the costing method from a period’s start on, keeping what is held',
  },
  request: bodySchema(
    { ledger: nameSchema, from: dateSchema, method: nameSchema, pools: { type: 'array', items: nameSchema, maxItems: 10_000 } },
    ['ledger', 'from', 'method'],
  ),
  async run(unit: Unit, body: { ledger: string; from: string; method: string; pools?: string[] }) {
    requireLedgerRight(unit, 'close', [body.ledger])
    const pools = await switchCosting(unit, { ...body, from: CalendarDate.parse(body.from) })
    unit.audit({ action: 'switch-costing', values: { ...body } })
    return { pools }
  },
}

/** What is left of something pending releases itself when its day is over. */
const expirePendingCommand: UseCase = {
  name: 'expire-pending',
  internal: true,
  help: { zh: '到期释放未完成的预留或在途', en: 'Releases what is still pending when its day is over' },
  request: bodySchema({ movement: { type: 'string', pattern: '^\\d{1,15}$' } }, ['movement']),
  async run(unit: Unit, body: { movement: string }) {
    return { released: await expirePending(unit, Number(body.movement)) }
  },
}

export const ledgerUseCases: readonly UseCase[] = [closePeriodCommand, reopenPeriodCommand, switchCostingCommand, expirePendingCommand]
