import { CalendarDate, DateTime, Decimal, formatId, type JsonObject } from '@formwork/platform/value/index.ts'
import { momentOf, requireMoment, type BookRunner, type DoneStep } from './book-runner.ts'
import type { Step } from './read-steps.ts'
import { instalmentsOf, dueDateOf, type Terms } from './terms.ts'

type Run = (runner: BookRunner, step: Step) => Promise<void>

const lineKeys = ['item', 'batch', 'quantity', 'rate', 'value', 'estimate', 'weight', 'of', 'line']
const owedKeys = ['party', 'amount', 'due', 'days', 'months', 'day', 'cutOff']

/** Every kind of step. */
export const steps: Readonly<Record<string, Run>> = {
  receive: (runner, step) => goods(runner, step, 'receive', { side: 'debt' }),
  issue: (runner, step) => goods(runner, step, 'issue', { side: 'claim' }),
  transfer: (runner, step) => goods(runner, step, 'transfer', {}),
  send: (runner, step) => goods(runner, step, 'send', {}),
  arrive: (runner, step) => goods(runner, step, 'arrive', {}),
  'return-in': (runner, step) => goods(runner, step, 'return-in', {}),
  'return-out': (runner, step) => goods(runner, step, 'return-out', {}),
  reconcile: (runner, step) => goods(runner, step, 'count', {}),
  revalue: (runner, step) => goods(runner, step, 'revalue', {}),
  revise,
  'landed-cost': landedCost,
  assemble,
  standard: (runner, step) => goods(runner, step, 'standard', {}),
  owe,
  settle,
  net: (runner, step) => settleBetween(runner, step, 'net'),
  'hand-over': (runner, step) => settleBetween(runner, step, 'hand-over'),
  void: (runner, step) => undo(runner, step, 'void'),
  unpost: (runner, step) => undo(runner, step, 'unpost'),
  close: closePeriod,
  reopen: reopenPeriod,
  switch: switchMethod,
  show: async (_runner, step) => step.allow(),
}

async function goods(runner: BookRunner, step: Step, entity: string, { side }: { side?: string }): Promise<void> {
  step.allow(...lineKeys, ...owedKeys, 'place', 'from', 'to', 'lines')
  const rows = step.has('lines') ? step.list('lines') : [step]
  const lines: JsonObject[] = []
  for (const row of rows) lines.push(await lineOf(runner, step, row, entity))
  const values: JsonObject = { date: requireMoment(step) }
  const place = step.text('place') ?? step.text('from')
  if (entity !== 'standard') {
    values.place = await runner.master(
      'place',
      place ?? (entity === 'arrive' ? (step.text('to') ?? 'main') : (placeOfSource(runner, step) ?? 'main')),
    )
  }
  if (step.has('to') && entity === 'transfer') values.target = await runner.master('place', step.required('to'))
  if (entity === 'transfer' && !step.has('to')) throw step.refuse('"to" is missing')
  if (step.has('party') && side !== undefined) {
    const amount = step.text('amount') ?? (entity === 'receive' ? total(lines) : undefined)
    if (amount !== undefined) {
      Object.assign(values, { party: await runner.master('party', step.required('party')), side, amount, due: dueOf(step).toString() })
    }
  }
  await runner.post(step, { entity, values, lines })
}

/** A return comes back to (or leaves from) where its source was, unless a place is named. */
function placeOfSource(runner: BookRunner, step: Step): string | undefined {
  const name = step.text('of') ?? (step.has('lines') ? step.list('lines')[0]?.text('of') : undefined)
  const source = name === undefined ? undefined : runner.find(step, name).step
  return source?.text('place') ?? source?.text('to') ?? source?.text('from')
}

async function lineOf(runner: BookRunner, step: Step, row: Step, entity: string): Promise<JsonObject> {
  const source = row.has('of') ? sourceRowOf(runner.find(step, row.required('of')), row) : undefined
  const line: JsonObject = { article: await runner.master('item', row.text('item') ?? source?.step.text('item') ?? row.required('item')) }
  if (source !== undefined) line.source = source.id
  const batch = row.text('batch') ?? source?.step.text('batch')
  if (batch !== undefined) line.batch = batch
  for (const key of ['estimate', 'weight']) if (row.has(key)) line[key] = row.required(key)
  if (entity === 'standard') return { ...line, estimate: row.required('rate') }
  return { ...line, ...figuresOf(runner, step, row, entity, source?.step) }
}

/** Quantity and value of a line; what comes back is all of it unless it is said. */
function figuresOf(runner: BookRunner, step: Step, row: Step, entity: string, source: Step | undefined): JsonObject {
  const isReturn = entity === 'return-in' || entity === 'return-out'
  const quantity = row.decimal('quantity') ?? (isReturn ? source?.decimal('quantity') : undefined)
  const rate = row.decimal('rate')
  const value =
    row.decimal('value') ??
    (rate !== undefined && quantity !== undefined ? rate.multiply(quantity).round(runner.settings.valueScale) : undefined)
  if (entity === 'revalue' && value === undefined) throw step.refuse('"value" (the change) is missing')
  if (entity !== 'revalue' && quantity === undefined) throw step.refuse('"quantity" is missing')
  return {
    ...(quantity === undefined ? {} : { quantity: quantity.toString() }),
    ...(value === undefined ? {} : { value: value.toString() }),
  }
}

/** Row of a step's lines that is meant: its only one, or the one numbered by "line" (from 1), or the one of the item. */
function sourceRowOf(source: DoneStep, row: Step): { id: string; step: Step } {
  const rows = source.step.has('lines') ? source.step.list('lines') : [source.step]
  const named =
    row.text('line') === undefined
      ? rows.findIndex((each) => row.text('item') === undefined || each.text('item') === row.text('item'))
      : Number(row.text('line')) - 1
  const id = source.lines[named]
  if (id === undefined) throw row.refuse(`the step "${source.step.name}" has no such line`)
  return { id, step: rows[named]! }
}

function total(lines: readonly JsonObject[]): string | undefined {
  const values = lines.flatMap(({ value }) => (typeof value === 'string' ? [Decimal.parse(value)] : []))
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum.add(value)).toString()
}

function termsOf(step: Step): Terms {
  const whole = (key: string): number | undefined => step.decimal(key)?.toSafeInteger()
  return { days: whole('days'), months: whole('months'), day: whole('day'), cutOff: whole('cutOff') }
}

function dayOf(step: Step): CalendarDate {
  return momentOf(step)?.date ?? CalendarDate.parse(step.required('date'))
}

function dueOf(step: Step): CalendarDate {
  return step.has('due') ? CalendarDate.parse(step.required('due')) : dueDateOf(dayOf(step), termsOf(step))
}

/** The whole new value of a receipt (or its rate), or how much it changes by. */
async function revise(runner: BookRunner, step: Step): Promise<void> {
  step.allow('of', 'item', 'line', 'value', 'rate', 'difference')
  const source = runner.find(step, step.required('of'))
  const row = sourceRowOf(source, step)
  const quantity = row.step.decimal('quantity')!
  const scale = runner.settings.valueScale
  const rate = row.step.decimal('rate')
  const before = row.step.decimal('value') ?? rate?.multiply(quantity).round(scale) ?? Decimal.zero
  const after = step.decimal('value') ?? step.decimal('rate')?.multiply(quantity).round(scale)
  const difference = step.decimal('difference') ?? after?.subtract(before)
  if (difference === undefined) throw step.refuse('"value", "rate" or "difference" is missing')
  const article = await runner.master('item', row.step.required('item'))
  await runner.post(step, {
    entity: 'revise',
    values: { date: requireMoment(step) },
    lines: [{ article, source: row.id, value: difference.toString() }],
  })
}

/** A charge that comes later, spread over receipts. */
async function landedCost(runner: BookRunner, step: Step): Promise<void> {
  step.allow('amount', 'over', 'by', 'lines')
  const by = step.text('by') ?? 'quantity'
  const lines: JsonObject[] = []
  const rows = step.has('lines') ? step.list('lines') : undefined
  for (const [index, name] of (rows === undefined ? step.texts('over') : rows.map((row) => row.required('of'))).entries()) {
    const source = runner.find(step, name)
    const own = source.step.has('lines') && rows === undefined ? source.step.list('lines') : undefined
    for (const [position, row] of (own ?? [rows?.[index] ?? source.step]).entries()) {
      const found = own === undefined ? sourceRowOf(source, row) : { id: source.lines[position]!, step: row }
      lines.push({
        article: await runner.master('item', found.step.required('item')),
        source: found.id,
        weight: weightOf(step, by, found.step, rows?.[index]).toString(),
      })
    }
  }
  if (lines.length === 0) throw step.refuse('"over" names no receipts')
  await runner.post(step, { entity: 'land', values: { date: requireMoment(step), amount: step.required('amount') }, lines })
}

function weightOf(step: Step, by: string, receipt: Step, row: Step | undefined): Decimal {
  const quantity = receipt.decimal('quantity') ?? Decimal.zero
  if (by === 'quantity') return quantity
  if (by === 'value') return receipt.decimal('value') ?? (receipt.decimal('rate') ?? Decimal.zero).multiply(quantity)
  const weight = row?.decimal('weight') ?? receipt.decimal('weight')
  if (weight === undefined) throw step.refuse(`"by": "${by}" needs a "weight"`)
  return weight
}

/** Inputs become outputs: their cost and the fee, split by weight (quantity where none is given). */
async function assemble(runner: BookRunner, step: Step): Promise<void> {
  step.allow('place', 'inputs', 'outputs', 'fee')
  const rows = async (key: string): Promise<JsonObject[]> => {
    const found: JsonObject[] = []
    for (const row of step.list(key)) {
      const article = await runner.master('item', row.required('item'))
      const line: JsonObject = { article, quantity: row.required('quantity') }
      if (row.has('batch')) line.batch = row.required('batch')
      if (key === 'outputs') line.weight = row.text('weight') ?? row.required('quantity')
      found.push(line)
    }
    if (found.length === 0) throw step.refuse(`"${key}" is missing`)
    return found
  }
  const values: JsonObject = {
    date: requireMoment(step),
    place: await runner.master('place', step.text('place') ?? 'main'),
    amount: step.text('fee') ?? '0',
  }
  await runner.post(step, { entity: 'assemble', values, lines: await rows('inputs'), outputs: await rows('outputs') })
}

async function owe(runner: BookRunner, step: Step): Promise<void> {
  step.allow(...owedKeys, 'side', 'instalments')
  const amount = Decimal.parse(step.required('amount'))
  const date = dayOf(step)
  const parts = step.list('instalments').map((part) => ({ percent: Decimal.parse(part.required('percent')), ...termsOf(part) }))
  const owed = parts.length === 0 ? [{ amount, due: dueOf(step) }] : instalmentsOf(amount, date, parts, runner.settings.valueScale)
  const lines = owed.map((part, index) => ({ number: String(index + 1), amount: part.amount.toString(), due: part.due.toString() }))
  await runner.post(step, {
    entity: 'owe',
    values: {
      date: requireMoment(step),
      party: await runner.master('party', step.required('party')),
      side: step.text('side') ?? 'claim',
      amount: amount.toString(),
    },
    lines,
  })
}

/** Money or a credit against open items: oldest due first unless they are chosen; the rest is an advance. */
async function settle(runner: BookRunner, step: Step): Promise<void> {
  step.allow('party', 'side', 'amount', 'discount', 'write-off', 'order', 'over', 'rest')
  const side = step.text('side') ?? 'claim'
  const chosen = step.list('over')
  const lines = chosen.map((row) => ({
    source: formatId(runner.find(step, row.required('of')).record),
    number: row.text('instalment') ?? '1',
    amount: row.required('amount'),
  }))
  const credit = (step.decimal('discount') ?? Decimal.zero).add(step.decimal('write-off') ?? Decimal.zero)
  const order = lines.length > 0 ? 'manual' : step.text('rest') === 'refuse' ? 'newest' : (step.text('order') ?? 'oldest')
  const values = {
    date: requireMoment(step),
    party: await runner.master('party', step.required('party')),
    side,
    amount: step.text('amount') ?? '0',
    credit: credit.toString(),
    order,
    rest: step.text('rest') ?? `advance on ${side}`,
  }
  await runner.post(step, { entity: 'settle', values, lines })
}

/** Two sides of one party (or of two) against each other, or a claim that passes to another party. */
async function settleBetween(runner: BookRunner, step: Step, order: 'net' | 'hand-over'): Promise<void> {
  step.allow('party', 'side', 'amount', 'with', 'against')
  const values = {
    date: requireMoment(step),
    party: await runner.master('party', step.required('party')),
    other: await runner.master('party', step.text('with') ?? step.required('party')),
    side: step.text('side') ?? 'claim',
    amount: step.required('amount'),
    credit: '0',
    order,
    rest: step.text('against') ?? 'debt',
  }
  await runner.post(step, { entity: 'settle', values })
}

async function undo(runner: BookRunner, step: Step, command: 'void' | 'unpost'): Promise<void> {
  step.allow('of')
  const source = runner.find(step, step.required('of'))
  const answer = await runner.execute(command, { entity: source.entity, id: formatId(source.record), version: source.version })
  source.version = Number(answer.version ?? source.version + 1)
}

async function closePeriod(runner: BookRunner, step: Step): Promise<void> {
  step.allow('period')
  await runner.execute('close-period', { end: dayOf(step).toString(), ...(step.has('period') ? { name: step.required('period') } : {}) })
}

async function reopenPeriod(runner: BookRunner, step: Step): Promise<void> {
  step.allow('period')
  await runner.execute('reopen-period', { period: step.text('period') ?? dayOf(step).toString().slice(0, 7) })
}

async function switchMethod(runner: BookRunner, step: Step): Promise<void> {
  step.allow('method')
  await runner.execute('switch-costing', {
    ledger: 'goods',
    from: (momentOf(step) ?? DateTime.parse(step.required('date'))).date.toString(),
    method: step.required('method'),
  })
}
