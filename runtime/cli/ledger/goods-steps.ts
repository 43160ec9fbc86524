import { Decimal, type JsonObject } from '@formwork/platform/value/index.ts'
import { requireMoment, type BookRunner, type DoneStep } from './book-runner.ts'
import { basisOf } from './aliases.ts'
import type { Step } from './read-steps.ts'
import { dueOf } from './terms.ts'

const lineKeys = ['item', 'batch', 'quantity', 'rate', 'value', 'estimate', 'weight', 'volume', 'of', 'line']
export const owedKeys = ['party', 'amount', 'due', 'days', 'months', 'day', 'cutOff']

/** Steps of one place: receipts, issues, moves, returns, counts, changes of value. */
export async function moveGoods(runner: BookRunner, step: Step, entity: string, side?: string): Promise<void> {
  step.allow(...lineKeys, ...owedKeys, 'place', 'from', 'to', 'lines')
  const rows = rowsOf(step)
  const lines: JsonObject[] = []
  for (const row of rows) lines.push(await lineOf(runner, step, row, entity))
  const values: JsonObject = { date: requireMoment(step) }
  if (entity !== 'standard') values.place = await runner.master('place', placeOf(runner, step, entity))
  if (entity === 'transfer') values.target = await runner.master('place', step.required('to'))
  if (step.has('party') && side !== undefined) Object.assign(values, await owedOf(runner, step, entity, side, lines))
  await runner.post(step, { entity, values, lines })
  if (entity === 'count') await worthSaid(runner, step, rows)
}

/** What was counted is worth what is said: the difference to what it is worth now changes the value, at the same moment. */
async function worthSaid(runner: BookRunner, step: Step, rows: readonly Step[]): Promise<void> {
  const place = placeOf(runner, step, 'count')
  const lines: JsonObject[] = []
  for (const row of rows) {
    const wanted = valueOf(row, row.decimal('quantity'), runner.settings.valueScale)
    if (wanted === undefined || row.decimal('quantity')!.isZero()) continue
    const item = row.required('item')
    const change = wanted.subtract(await runner.worthAt(step, { item, place, batch: row.text('batch') }))
    if (change.isZero()) continue
    const batch = row.text('batch')
    const article = await runner.master('item', item)
    lines.push({ article, ...(batch === undefined ? {} : { batch }), value: change.toString() })
  }
  if (lines.length === 0) return
  const values = { date: requireMoment(step), place: await runner.master('place', place) }
  await runner.post(step, { entity: 'revalue', values, lines }, `${step.name}/value`)
}

/** What a party owes for the goods; nothing where no amount is known. */
async function owedOf(runner: BookRunner, step: Step, entity: string, side: string, lines: readonly JsonObject[]): Promise<JsonObject> {
  const amount = step.decimal('amount') ?? (entity === 'receive' ? total(lines) : undefined)
  if (amount === undefined) return {}
  const party = step.required('party')
  return {
    party: await runner.master('party', party),
    side,
    amount: amount.toString(),
    due: dueOf(step).toString(),
    limited: runner.limits.has(party) ? '1' : '0',
  }
}

/** Where it happens; a return comes back to (or leaves from) where its source was, unless a place is named. */
function placeOf(runner: BookRunner, step: Step, entity: string): string {
  const named = step.text('place') ?? (entity === 'arrive' ? step.text('to') : step.text('from'))
  if (named !== undefined) return named
  const name = step.text('of') ?? (step.has('lines') ? step.list('lines', lineKeys)[0]?.text('of') : undefined)
  const source = name === undefined ? undefined : runner.find(step, name).step
  return source?.text('place') ?? source?.text('to') ?? source?.text('from') ?? 'main'
}

async function lineOf(runner: BookRunner, step: Step, row: Step, entity: string): Promise<JsonObject> {
  const source = row.has('of') ? sourceRowOf(runner.find(step, row.required('of')), row) : batchSource(runner, row, entity)
  const line: JsonObject = { article: await runner.master('item', row.text('item') ?? source?.step.text('item') ?? row.required('item')) }
  if (source !== undefined) line.source = source.id
  const batch = row.text('batch') ?? source?.step.text('batch')
  if (batch !== undefined) line.batch = batch
  for (const key of ['estimate', 'weight']) if (row.has(key)) line[key] = row.decimal(key)!.toString()
  if (entity === 'standard') return { ...line, estimate: (row.decimal('rate') ?? row.decimal('value') ?? missing(row, 'rate')).toString() }
  return { ...line, ...figuresOf(runner, step, row, entity, source?.step) }
}

/** Where pieces keep their own cost, a batch that came in once says which receipt is meant. */
function batchSource(runner: BookRunner, row: Step, entity: string): { id: string; step: Step } | undefined {
  const isTaken = entity === 'issue' || entity === 'transfer' || entity === 'send'
  if (!isTaken || runner.settings.method !== 'specific' || !row.has('batch')) return undefined
  const found = [...runner.done.values()]
    .filter((each) => each.entity === 'receive')
    .flatMap((each) => rowsOf(each.step).map((step, index) => ({ id: each.lines[index]!, step })))
    .filter(({ step }) => step.text('item') === row.text('item') && step.text('batch') === row.text('batch'))
  return found.length === 1 ? found[0] : undefined
}

function rowsOf(step: Step): Step[] {
  return step.has('lines') ? step.list('lines', lineKeys) : [step]
}

function missing(row: Step, key: string): never {
  throw row.missing(key)
}

/** Quantity and value of a line; what comes back is all of it unless it is said. */
function figuresOf(runner: BookRunner, step: Step, row: Step, entity: string, source: Step | undefined): JsonObject {
  const isReturn = entity === 'return-in' || entity === 'return-out'
  const quantity = row.decimal('quantity') ?? (isReturn ? source?.decimal('quantity') : undefined)
  const value = valueOf(row, quantity, runner.settings.valueScale) ?? (step.has('party') ? undefined : row.decimal('amount'))
  if (entity === 'revalue' && value === undefined) throw step.missing('value')
  if (entity !== 'revalue' && quantity === undefined) throw step.missing('quantity')
  if (quantity?.sign() === -1) throw step.refuse({ zh: '“quantity”小于 0', en: '"quantity" is below 0' })
  return {
    ...(quantity === undefined ? {} : { quantity: quantity.toString() }),
    ...(value === undefined || entity === 'count' ? {} : { value: value.toString() }),
  }
}

/** The whole value of a line, or rate × quantity. */
function valueOf(row: Step, quantity: Decimal | undefined, scale: number): Decimal | undefined {
  const rate = row.decimal('rate')
  return row.decimal('value') ?? (rate !== undefined && quantity !== undefined ? rate.multiply(quantity).round(scale) : undefined)
}

/** Row of a step's lines that is meant: its only one, or the one numbered by "line" (from 1), or the one of the item. */
function sourceRowOf(source: DoneStep, row: Step): { id: string; step: Step } {
  const rows = rowsOf(source.step)
  const named =
    row.text('line') === undefined
      ? rows.findIndex((each) => row.text('item') === undefined || each.text('item') === row.text('item'))
      : Number(row.text('line')) - 1
  const id = source.lines[named]
  if (id === undefined) {
    throw row.refuse({ zh: `步骤“${source.step.name}”没有这一行`, en: `the step "${source.step.name}" has no such line` })
  }
  return { id, step: rows[named]! }
}

function total(lines: readonly JsonObject[]): Decimal | undefined {
  const values = lines.flatMap(({ value }) => (typeof value === 'string' ? [Decimal.parse(value)] : []))
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum.add(value))
}

/** The whole new value of a receipt (or its rate), or how much it changes by. */
export async function revise(runner: BookRunner, step: Step): Promise<void> {
  step.allow('of', 'item', 'line', 'value', 'rate', 'difference')
  const source = runner.find(step, step.required('of'))
  const row = sourceRowOf(source, step)
  const quantity = row.step.decimal('quantity') ?? missing(step, 'quantity')
  const scale = runner.settings.valueScale
  const after = valueOf(step, quantity, scale)
  const before = runner.revised.get(row.id) ?? valueOf(row.step, quantity, scale) ?? Decimal.zero
  const difference = step.decimal('difference') ?? after?.subtract(before)
  if (difference === undefined) throw step.missing('value')
  const article = await runner.master('item', row.step.required('item'))
  await runner.post(step, {
    entity: 'revise',
    values: { date: requireMoment(step) },
    lines: [{ article, source: row.id, value: difference.toString() }],
  })
  runner.revised.set(row.id, before.add(difference))
}

interface Share {
  readonly article: string
  readonly source: string
  readonly receipt: Step
  readonly row: Step | undefined
}

const bases = ['quantity', 'value', 'weight', 'volume', 'manual', 'equal']

/** A charge that comes later, spread over receipts. */
export async function landCost(runner: BookRunner, step: Step): Promise<void> {
  step.allow('amount', 'value', 'over', 'by', 'lines', 'of')
  const by = basisOf(step.text('by') ?? 'quantity')
  if (!bases.includes(by)) throw step.refuseWord(step.required('by'), bases)
  const shares = await sharesOf(runner, step)
  if (shares.length === 0) throw step.missing('over')
  const amount = step.decimal('amount') ?? step.decimal('value') ?? missing(step, 'amount')
  await runner.post(step, {
    entity: 'land',
    values: { date: requireMoment(step), amount: amount.toString() },
    lines: shares.map(({ article, source, receipt, row }) => ({ article, source, weight: weightOf(step, by, receipt, row).toString() })),
  })
}

/** Every line of every receipt named, or the lines that "lines" chooses. */
async function sharesOf(runner: BookRunner, step: Step): Promise<Share[]> {
  const shares: Share[] = []
  const add = async (source: string, receipt: Step, row?: Step): Promise<void> => {
    shares.push({ article: await runner.master('item', receipt.required('item')), source, receipt, row })
  }
  for (const row of step.list('lines', ['of', 'item', 'line', 'weight', 'volume', 'amount', 'value', 'manual'])) {
    const found = sourceRowOf(runner.find(step, row.required('of')), row)
    await add(found.id, found.step, row)
  }
  for (const name of step.has('lines') ? [] : [...step.texts('over'), ...step.texts('of')]) {
    const source = runner.find(step, name)
    const rows = rowsOf(source.step)
    for (const [index, row] of rows.entries()) await add(source.lines[index]!, row)
  }
  return shares
}

function weightOf(step: Step, by: string, receipt: Step, row: Step | undefined): Decimal {
  const quantity = receipt.decimal('quantity') ?? Decimal.zero
  if (by === 'quantity') return quantity
  if (by === 'equal') return Decimal.of(1)
  if (by === 'value') return receipt.decimal('value') ?? (receipt.decimal('rate') ?? Decimal.zero).multiply(quantity)
  const weight = row?.decimal(by) ?? row?.decimal('weight') ?? row?.decimal('amount') ?? receipt.decimal(by) ?? receipt.decimal('weight')
  if (weight === undefined) throw step.missing('weight')
  return weight
}

/** Inputs become outputs: their cost and the fee, split by weight (quantity where none is given). */
export async function assemble(runner: BookRunner, step: Step): Promise<void> {
  step.allow('place', 'inputs', 'outputs', 'fee', 'item', 'quantity')
  const rows = async (key: string): Promise<JsonObject[]> => {
    const found: JsonObject[] = []
    const given = step.list(key, ['item', 'batch', 'quantity', 'weight'])
    for (const row of key === 'outputs' && given.length === 0 && step.has('item') ? [step] : given) {
      const article = await runner.master('item', row.required('item'))
      const line: JsonObject = { article, quantity: row.required('quantity') }
      if (row.has('batch')) line.batch = row.required('batch')
      if (key === 'outputs') line.weight = row.text('weight') ?? row.required('quantity')
      found.push(line)
    }
    if (found.length === 0) throw step.missing(key)
    return found
  }
  const values: JsonObject = {
    date: requireMoment(step),
    place: await runner.master('place', step.text('place') ?? 'main'),
    amount: (step.decimal('fee') ?? Decimal.zero).toString(),
  }
  await runner.post(step, { entity: 'assemble', values, lines: await rows('inputs'), outputs: await rows('outputs') })
}
