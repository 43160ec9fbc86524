import { Decimal, formatId, type JsonObject } from '@formwork/platform/value/index.ts'
import { dayOf, requireMoment, type BookRunner } from './book-runner.ts'
import { owedKeys } from './goods-steps.ts'
import { BASE_CURRENCY } from './neutral-postings.ts'
import { releasedBase, type OpenRow } from './open-rows.ts'
import type { Step } from './read-steps.ts'
import { dueOf, instalmentsOf, readTerms } from './terms.ts'

/** Open items of a party, in one piece or in instalments. */
export async function owe(runner: BookRunner, step: Step, usual = 'claim'): Promise<void> {
  step.allow(...owedKeys, 'side', 'instalments', 'currency', 'rate', 'on-side')
  const side = step.text('side') ?? usual
  const amount = positive(step, 'amount')
  const scale = runner.settings.valueScale
  const parts = step
    .list('instalments', ['percent', 'days', 'months', 'day', 'cutOff', 'due'])
    .map((part) => ({ percent: part.decimal('percent') ?? missing(part, 'percent'), ...readTerms(part) }))
  const owed = parts.length === 0 ? [{ amount, due: dueOf(step) }] : instalmentsOf(amount, dayOf(step), parts, scale)
  const base = inBase(runner, step, amount)
  let rest = base
  const lines = owed.map((part, index) => {
    const share = index === owed.length - 1 ? rest : inBase(runner, step, part.amount)
    rest = rest.subtract(share)
    return { number: String(index + 1), amount: part.amount.toString(), base: share.toString(), due: part.due.toString() }
  })
  const party = step.required('party')
  await runner.post(step, {
    entity: 'owe',
    values: {
      date: requireMoment(step),
      party: await runner.master('party', party),
      side,
      ...currencyOf(step),
      base: base.toString(),
      limited: runner.limits.has(party) ? '1' : '0',
    },
    lines,
  })
}

function missing(step: Step, key: string): never {
  throw step.missing(key)
}

function positive(step: Step, key: string): Decimal {
  const value = step.decimal(key) ?? missing(step, key)
  if (value.sign() <= 0) throw step.refuse({ zh: `“${key}”必须大于 0`, en: `"${key}" must be above 0` })
  return value
}

function currencyOf(step: Step): JsonObject {
  return { currency: step.text('currency') ?? BASE_CURRENCY }
}

/** Amount × rate of exchange; the base currency itself needs none. */
function inBase(runner: BookRunner, step: Step, amount: Decimal): Decimal {
  if (!step.has('currency')) return amount
  return amount.multiply(step.decimal('rate') ?? missing(step, 'rate')).round(runner.settings.valueScale)
}

const chosenKeys = ['of', 'instalment', 'amount']
const settleKeys = ['party', 'side', 'amount', 'discount', 'write-off', 'order', 'over', 'of', 'rest', 'currency', 'rate']

/** Money or a credit against open items: oldest due first unless they are chosen; the rest is an advance. */
export async function settle(runner: BookRunner, step: Step): Promise<void> {
  step.allow(...settleKeys)
  const chosen = step.has('over') ? step.list('over', chosenKeys) : step.has('of') ? [step] : []
  const money = moneyOf(step)
  const lines = chosen.flatMap((row) => chosenLines(runner, step, row, row === step ? wholeOf(money) : wantedOf(row)))
  await postSettlement(runner, step, partyOf(runner, step, chosen), lines, money)
}

/** A claim (or debt) falls: what it has open first, oldest instalment first, what is over becomes an advance. */
export async function credit(runner: BookRunner, step: Step): Promise<void> {
  step.allow(...settleKeys)
  await postSettlement(runner, step, partyOf(runner, step, [step]), chosenLines(runner, step, step))
}

/** What will not be paid. Without an amount all that is open of the item. */
export async function writeOff(runner: BookRunner, step: Step): Promise<void> {
  step.allow(...settleKeys)
  const rows = step.has('of') ? [step] : step.list('over', chosenKeys)
  const lines = rows.flatMap((row) => chosenLines(runner, step, row))
  const amount = step.decimal('amount') ?? lines.reduce((sum, line) => sum.add(Decimal.parse(String(line.amount))), Decimal.zero)
  await postSettlement(runner, step, partyOf(runner, step, rows), lines, { money: Decimal.zero, credit: amount, rest: 'refuse' })
}

/** A party that is not named is the one of the item that is settled. */
function partyOf(runner: BookRunner, step: Step, chosen: readonly Step[]): Settled {
  const source = chosen[0]?.text('of')
  const owed = source === undefined ? undefined : runner.find(step, source).step
  const party = step.text('party') ?? owed?.text('party') ?? step.required('party')
  const isDebt = owed?.do === 'receive'
  return {
    party,
    side: step.text('side') ?? owed?.text('side') ?? (isDebt ? 'debt' : 'claim'),
    currency: step.text('currency') ?? owed?.text('currency'),
  }
}

/** Parts of one open item that are settled: one instalment, or as many as the amount reaches. */
function chosenLines(runner: BookRunner, step: Step, row: Step, wanted = wantedOf(row)): JsonObject[] {
  const source = runner.find(step, row.required('of'))
  const instalment = row.text('instalment')
  if (instalment !== undefined) return [{ source: formatId(source.record), number: instalment, amount: row.required('amount') }]
  let left = wanted
  const lines: JsonObject[] = []
  const open = runner.openRows.filter((each) => each.record === source.record && each.amount > 0)
  for (const { instalment: number, amount } of open) {
    const whole = Decimal.fromUnits(amount, runner.settings.valueScale)
    const part = left === undefined || left.compare(whole) > 0 ? whole : left
    if (part.isZero()) continue
    lines.push({ source: formatId(source.record), number: String(number), amount: part.toString() })
    left = left?.subtract(part)
  }
  const last = lines.at(-1)
  // Chosen by hand, more than is open is refused by the ledger; one step that names the item leaves the rest over.
  if (row !== step && left !== undefined && left.sign() > 0) {
    const amount = last === undefined ? left : Decimal.parse(String(last.amount)).add(left)
    return [...lines.slice(0, -1), { source: formatId(source.record), number: String(last?.number ?? 1), amount: amount.toString() }]
  }
  return lines
}

function wantedOf(row: Step): Decimal | undefined {
  const parts = ['amount', 'discount', 'write-off'].flatMap((key) => row.decimal(key) ?? [])
  return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum.add(part))
}

interface Money {
  readonly money: Decimal
  readonly credit: Decimal
  readonly rest?: string
}

interface Settled {
  readonly party: string
  readonly side: string
  readonly currency?: string
}

async function postSettlement(
  runner: BookRunner,
  step: Step,
  { party, side, currency }: Settled,
  lines: readonly JsonObject[],
  given: Money = moneyOf(step),
): Promise<void> {
  const { money, credit: deducted } = given
  const whole = money.add(deducted)
  if (money.sign() < 0 || deducted.sign() < 0 || whole.isZero()) throw step.missing('amount')
  const rest = step.text('rest') ?? given.rest ?? (side.startsWith('advance') ? 'refuse' : `advance on ${side}`)
  const order = orderOf(step, lines)
  const rate = currency === undefined ? Decimal.one : (step.decimal('rate') ?? missing(step, 'rate'))
  await runner.post(step, {
    entity: 'settle',
    values: {
      date: requireMoment(step),
      party: await runner.master('party', party),
      side,
      amount: money.toString(),
      credit: deducted.toString(),
      order: rest === 'refuse' ? `${order}-exactly` : order,
      rest,
      currency: currency ?? BASE_CURRENCY,
      rate: rate.toString(),
      base: whole.multiply(rate).round(runner.settings.valueScale).toString(),
      limited: runner.limits.has(party) ? '1' : '0',
    },
    lines,
  })
}

/** Undefined for what is not said: all that is open. */
function wholeOf({ money, credit: deducted }: Money): Decimal | undefined {
  const whole = money.add(deducted)
  return whole.isZero() ? undefined : whole
}

/** Money and what is deducted from it: "2%" of what is settled, so that 98.00 paid settle 100.00. */
function moneyOf(step: Step, scale = 2): Money {
  const money = step.decimal('amount') ?? Decimal.zero
  const percent = /^\s*([\d.]+)\s*%\s*$/.exec(step.text('discount') ?? '')?.[1]
  const share = percent === undefined ? undefined : Decimal.parse(percent)
  const discount =
    share === undefined
      ? (step.decimal('discount') ?? Decimal.zero)
      : money.multiply(share).divide(Decimal.of(100).subtract(share)).round(scale)
  return { money, credit: discount.add(step.decimal('write-off') ?? Decimal.zero) }
}

function orderOf(step: Step, lines: readonly JsonObject[]): string {
  const order = lines.length > 0 ? 'chosen' : (step.text('order') ?? 'oldest')
  if (!['chosen', 'oldest', 'newest'].includes(order)) throw step.refuseWord(order, ['oldest', 'newest'])
  return order
}

/** Two sides of one party (or of two) against each other, or a claim that passes to another party. */
export async function settleBetween(runner: BookRunner, step: Step, order: 'net' | 'hand-over'): Promise<void> {
  step.allow('party', 'side', 'amount', 'with', 'against', 'currency', 'due', ...(order === 'net' ? ['over'] : []))
  const chosen = step.list('over', chosenKeys)
  const lines = chosen.flatMap((row) => chosenLines(runner, step, row))
  const { party } = partyOf(runner, step, chosen)
  const other = step.text('with') ?? (order === 'net' ? party : step.required('with'))
  const side = step.text('side') ?? 'claim'
  const rest = step.text('against') ?? 'debt'
  const sum = lines.reduce((total, line) => total.add(Decimal.parse(String(line.amount))), Decimal.zero)
  const amount = lines.length > 0 && !step.has('amount') ? sum : positive(step, 'amount')
  const currency = step.text('currency') ?? BASE_CURRENCY
  const [from, of] = order === 'net' ? [other, rest] : [party, side]
  const isOwn = (row: OpenRow): boolean => runner.nameOf(row.party) === from && row.side === of && row.currency === currency
  const base = releasedBase(runner.openRows.filter(isOwn), amount, runner.settings.valueScale)
  const values = {
    date: requireMoment(step),
    party: await runner.master('party', party),
    other: await runner.master('party', other),
    side,
    amount: amount.toString(),
    credit: '0',
    order: lines.length > 0 ? 'net-chosen' : order,
    rest,
    ...currencyOf(step),
    base: base.toString(),
    due: dueOf(step).toString(),
    limited: '0',
  }
  await runner.post(step, { entity: 'settle', values, lines })
}

/** What a party may owe at most. */
export async function setLimit(runner: BookRunner, step: Step): Promise<void> {
  step.allow('party', 'amount')
  const name = step.required('party')
  const amount = step.decimal('amount') ?? missing(step, 'amount')
  const owed = runner.exposureOf(name)
  const before = runner.limits.get(name)
  const change = before === undefined ? amount.subtract(owed) : amount.subtract(before)
  if (!change.isZero()) {
    await runner.post(step, {
      entity: 'limit',
      values: { date: requireMoment(step), party: await runner.master('party', name), amount: change.toString() },
    })
  }
  runner.limits.set(name, amount)
}
