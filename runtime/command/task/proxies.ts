import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { parseExpression } from '@formwork/platform/expression/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { endProxy, insertProxy, readProxies, readProxy, type ProxyRow } from '../../store/process/proxies.ts'
import { openSeatsOf } from '../../store/process/seats.ts'
import { holdInstance, stepInstance } from '../process/step-instance.ts'
import { workOff } from '../process/work-off.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'
import { isProcessAdministrator } from './participation.ts'

/** Tasks given back at once. */
const MOST_TASKS = 500

/** Longest line of people standing in for each other. */
const MOST_HOPS = 5

interface ProxyBody {
  readonly person: string
  readonly principal?: string
  readonly begins: number
  readonly ends: number
  readonly processes?: readonly string[]
  /** FEEL over the record, e.g. `record.amount < 10000`. */
  readonly condition?: string
  /** What is still open at the end goes back (default true). */
  readonly returns?: boolean
}

/** 代理: somebody stands in for me (for others: administrators) from now or later on. Errors: `process-person-refused`. */
const setProxy: UseCase = {
  name: 'set-proxy',
  help: { zh: '设置代理人', en: 'Names somebody who stands in' },
  request: {
    ...objectSchema(
      {
        person: idSchema,
        principal: idSchema,
        begins: { type: 'integer', minimum: 0 },
        ends: { type: 'integer', minimum: 0 },
        processes: { type: 'array', items: nameSchema, maxItems: 100 },
        condition: { type: 'string', minLength: 1, maxLength: 1000 },
        returns: { type: 'boolean' },
      },
      ['person', 'begins', 'ends'],
    ),
  },
  async run(unit, body: ProxyBody) {
    const proxy = parseId(body.person, 'person')
    const principal = body.principal === undefined ? unit.actor.person : parseId(body.principal, 'principal')
    if (principal === null || (principal !== unit.actor.person && !isProcessAdministrator(unit))) {
      throw fail('not-permitted', { action: { zh: '设置他人的代理', en: 'name a proxy for somebody else' } })
    }
    const known = unit.organisation.people.get(proxy)
    const refuse = (zh: string, en: string): Error =>
      fail('process-person-refused', { person: known?.name ?? body.person, reason: { zh, en } })
    if (known === undefined || known.disabled) throw refuse('不存在或已停用', 'does not exist or is disabled')
    if (proxy === principal) throw refuse('不能代理自己', 'cannot stand in for himself')
    if (body.ends <= body.begins) throw fail('out-of-range', { label: 'ends', minimum: body.begins, maximum: '' }, 'ends')
    const rules = (await readProxies(unit.transaction, body.begins)).filter((rule) => rule.begins < body.ends)
    let next: number | undefined = proxy
    for (let hop = 0; next !== undefined && hop < MOST_HOPS; hop++) {
      if (next === principal) throw refuse('会形成循环代理', 'would stand in for himself in the end')
      next = rules.find((rule) => rule.principal === next)?.proxy
    }
    if (body.condition !== undefined) parseExpression(body.condition)
    const returns = body.returns ?? true
    const id = await insertProxy(unit.transaction, {
      principal,
      proxy,
      begins: body.begins,
      ends: body.ends,
      processes: body.processes ?? [],
      condition: body.condition ?? null,
      returns,
    })
    if (returns) unit.enqueue({ kind: 'return-proxied', due: body.ends, key: `proxy/${id}`, payload: { proxy: id } })
    unit.audit({
      action: 'set-proxy',
      entity: 'person',
      record: principal,
      values: { proxy: body.person, begins: body.begins, ends: body.ends },
    })
    return { id: String(id) }
  },
}

const endProxyNow: UseCase = {
  name: 'end-proxy',
  help: { zh: '结束代理', en: 'Ends a proxy' },
  request: { ...objectSchema({ id: idSchema }, ['id']) },
  async run(unit, body: { id: string }) {
    const id = parseId(body.id, 'id')
    const rule = (await readProxies(unit.transaction, unit.now)).find((candidate) => candidate.id === id)
    if (rule === undefined || (rule.principal !== unit.actor.person && !isProcessAdministrator(unit))) throw fail('not-found')
    await endProxy(unit.transaction, id, unit.now)
    if (rule.returns) await giveBack(unit, rule)
    await workOff(unit)
    return { id: body.id }
  },
}

/** The time of a proxy is over: what is still open goes back to its owner. One that was set anew or ended before does nothing. */
const returnProxied: UseCase = {
  name: 'return-proxied',
  internal: true,
  help: { zh: '代理到期，未处理的任务归还本人', en: 'A proxy is over: open tasks go back' },
  request: { ...objectSchema({ proxy: { type: 'integer', minimum: 1 } }, ['proxy']) },
  async run(unit, body: { proxy: number }) {
    const rule = await readProxy(unit.transaction, body.proxy)
    if (rule === undefined || rule.ends > unit.now) return { returned: 0 }
    const returned = await giveBack(unit, rule)
    await workOff(unit)
    return { returned }
  },
}

/** Errors of single tasks (the owner sits there himself by now) leave those where they are. */
async function giveBack(unit: Unit, { principal, proxy }: ProxyRow): Promise<number> {
  let count = 0
  for (const seat of await openSeatsOf(unit.transaction, proxy, MOST_TASKS)) {
    if (seat.principal !== principal) continue
    const held = await holdInstance(unit, seat.instance)
    const input = { people: [principal], opinion: null }
    try {
      await stepInstance(unit, held, { type: 'verb', verb: 'transfer', seat: seat.key, person: null, input })
      count++
    } catch (error) {
      if (!isAppError(error)) throw error
    }
  }
  return count
}

export const proxyUseCases: readonly UseCase[] = [setProxy, endProxyNow, returnProxied]
