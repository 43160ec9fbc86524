import type { PostingDefinition, PostingEntry, Value } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { Decimal } from '@formwork/platform/value/index.ts'
import { positionOf } from './position-of.ts'
import type { CompilePostingFormula, EntryPlan, PostingFormula, PostingPlan, Verb } from './posting.ts'
import type { LedgerShape } from './shape.ts'

const verbs: readonly Verb[] = ['add', 'take', 'move', 'return', 'fulfil', 'release', 'count', 'revalue', 'standard']

/** Resolves a posting rule against its ledgers. Errors: `unknown-ledger`, `unknown-measure`, `unbalanced-posting`, those of `compile`. */
export function compilePosting(
  definition: PostingDefinition,
  ledgers: ReadonlyMap<string, LedgerShape>,
  compile: CompilePostingFormula,
): PostingPlan {
  const inputs = new Set(definition.entries.flatMap((entry) => entry.output?.of ?? []))
  const formula = (source: string | undefined, name: string): PostingFormula | null =>
    source === undefined ? null : compile(source, `${definition.name}/${name}`, null)
  return {
    definition,
    at: compile(definition.at, `${definition.name}/at`, null),
    when: formula(definition.when, 'when'),
    entries: definition.entries.map((entry) => compileEntry(definition, entry, ledgers, compile, inputs.has(entry.name))),
  }
}

function compileEntry(
  posting: PostingDefinition,
  entry: PostingEntry,
  ledgers: ReadonlyMap<string, LedgerShape>,
  compile: CompilePostingFormula,
  isInput: boolean,
): EntryPlan {
  const ledger = ledgers.get(entry.ledger)
  if (ledger === undefined) throw fail('unknown-ledger', { ledger: entry.ledger })
  const rule = `${posting.name}/${entry.name}`
  const verb = verbs.find((candidate) => entry[candidate] !== undefined)
  if (verb === undefined) throw refuse(rule, '没有 add、take、move 等动作', 'it has no verb (add, take, move, …)')
  checkShape(rule, entry, verb, ledger)
  const lines = entry.each !== undefined && !entry.each.startsWith('=') ? entry.each : null
  const formula = (source: string | undefined, name: string): PostingFormula | null =>
    source === undefined ? null : compile(source, `${rule}/${name}`, lines)
  const read = (value: Value | undefined, name: string): PostingFormula | null =>
    readValue(value, (source) => compile(source, `${rule}/${name}`, lines))
  const coordinates = (values: Record<string, Value> | undefined): (PostingFormula | null)[] | null => {
    if (values === undefined) return null
    for (const name of Object.keys(values)) positionOf(ledger.dimensions, name, ledger.name)
    return ledger.dimensions.map((dimension) => read(values[dimension.name], dimension.name))
  }
  const amounts = amountsOf(entry, verb, ledger)
  const { from, to } = sidesOf(entry, verb, coordinates)
  const costing = ledger.costing?.definition
  return {
    definition: entry,
    name: entry.name,
    ledger,
    verb,
    each: entry.each === undefined ? null : (lines ?? compile(entry.each, `${rule}/each`, null)),
    when: formula(entry.when, 'when'),
    from,
    to,
    heldAt: verb === 'fulfil' || verb === 'release' ? coordinates(entry.where) : null,
    amounts: ledger.measures.map((measure) => read(amounts[measure.name], measure.name)),
    of: formula(entry.of, 'of'),
    attributes: ledger.attributes.map((attribute) => read(entry.attributes?.[attribute.name], attribute.name)),
    factor: formula(entry.output?.weight ?? entry.standard, 'weight'),
    spread: entry.spread === undefined ? null : spreadOf(entry.spread, rule, lines, ledger, compile),
    ...allocationOf(entry, formula, coordinates),
    cost: costOf(entry, ledger),
    expires: formula(entry.pending?.expires, 'expires'),
    heldFor: formula(entry.pending?.for, 'for'),
    isInput,
    pool: costing === undefined || ledger.costing?.pool !== undefined ? null : formula(costing.pool, 'pool'),
    method: formula(costing?.method, 'method'),
    rate: formula(costing?.rate, 'rate'),
  }
}

/** Errors: `unknown-measure` for measures and attributes that the ledger does not have. */
function amountsOf(entry: PostingEntry, verb: Verb, ledger: LedgerShape): Record<string, Value> {
  const given = verb === 'standard' ? {} : entry[verb]!
  const amounts = given === 'all' ? {} : given
  for (const name of Object.keys(amounts)) positionOf(ledger.measures, name, ledger.name)
  for (const name of Object.keys(entry.attributes ?? {})) positionOf(ledger.attributes, name, ledger.name)
  return amounts
}

/** What is said of open coordinates to take from. */
function allocationOf(
  { allocate }: PostingEntry,
  formula: (source: string | undefined, name: string) => PostingFormula | null,
  coordinates: (values: Record<string, Value> | undefined) => Sides,
): Pick<EntryPlan, 'choose' | 'allowed' | 'rank' | 'restTo' | 'difference'> {
  return {
    choose: formula(allocate?.choose, 'choose'),
    allowed: formula(allocate?.where, 'allocate/where'),
    rank: allocate?.by?.startsWith('=') === true ? formula(allocate.by, 'allocate/by') : null,
    restTo: coordinates(allocate?.restTo),
    difference: coordinates(allocate?.difference),
  }
}

/** Errors: `unknown-measure`. */
function costOf({ cost }: PostingEntry, ledger: LedgerShape): EntryPlan['cost'] {
  return cost === undefined ? null : { of: new Set(cost.of), measure: positionOf(ledger.measures, cost.measure, ledger.name) }
}

function spreadOf(
  spread: NonNullable<PostingEntry['spread']>,
  rule: string,
  lines: string | null,
  ledger: LedgerShape,
  compile: CompilePostingFormula,
): NonNullable<EntryPlan['spread']> {
  return {
    measure: positionOf(ledger.measures, spread.measure, ledger.name),
    total: compile(spread.total, `${rule}/spread/total`, null),
    by: compile(spread.by, `${rule}/spread/by`, lines),
  }
}

type Sides = readonly (PostingFormula | null)[] | null

/** What is taken leaves `where`, everything else comes there. */
function sidesOf(
  entry: PostingEntry,
  verb: Verb,
  coordinates: (values: Record<string, Value> | undefined) => Sides,
): { from: Sides; to: Sides } {
  const where = verb === 'fulfil' || verb === 'release' ? null : coordinates(entry.where)
  return {
    from: coordinates(entry.from) ?? (verb === 'take' ? where : null),
    to: coordinates(entry.to) ?? (verb === 'take' ? null : where),
  }
}

/** A literal, or a formula; decimals are written as text. */
function readValue(value: Value | undefined, compile: (source: string) => PostingFormula): PostingFormula | null {
  if (value === undefined) return null
  if (typeof value === 'string' && value.startsWith('=')) return compile(value)
  const constant = typeof value === 'number' ? Decimal.of(value) : value
  return () => constant
}

/** What can never balance is refused when the rule is read, not when it is used. */
function checkShape(rule: string, entry: PostingEntry, verb: Verb, ledger: LedgerShape): void {
  if (verb === 'fulfil' || verb === 'release') return checkFulfilment(rule, entry)
  if (entry.pending !== undefined && verb !== 'add' && verb !== 'move') {
    throw refuse(rule, 'pending 只能用于 add 或 move', 'only what is added or moved can be pending')
  }
  const isOneSided = verb === 'add' || verb === 'take'
  if (isOneSided && ledger.definition.zeroSum === true) {
    throw refuse(rule, '该台账要求收付两端，只能使用 move', 'this ledger is zero-sum: only moves are allowed')
  }
  if (isOneSided && entry.where === undefined) throw refuse(rule, '缺少 where', 'it needs "where"')
  if ((verb === 'move' || verb === 'return') && (entry.from === undefined || entry.to === undefined)) {
    throw refuse(rule, '需要 from 和 to', 'it needs "from" and "to"')
  }
  checkCosted(rule, entry, verb, ledger)
}

function checkCosted(rule: string, entry: PostingEntry, verb: Verb, ledger: LedgerShape): void {
  if (verb === 'return' && entry.of === undefined) throw refuse(rule, 'return 需要 of', 'a return needs "of"')
  if ((verb === 'count' || verb === 'standard' || entry.output !== undefined) && ledger.costing === undefined) {
    throw refuse(rule, '该台账没有成本核算', 'this ledger has no costing')
  }
  if ((verb === 'count' || verb === 'revalue') && ledger.definition.zeroSum === true && entry.from === undefined) {
    throw refuse(rule, '需要 from：差额从哪里来', 'it needs "from": where the difference comes from')
  }
}

function checkFulfilment(rule: string, entry: PostingEntry): void {
  if (entry.of === undefined) throw refuse(rule, 'fulfil 和 release 需要 of', 'a fulfilment or a release needs "of"')
  if (entry.from !== undefined) {
    throw refuse(rule, '所在位置由待完成的分录决定', 'what is pending says where it is held: "where" narrows it, "to" says where it goes')
  }
}

function refuse(rule: string, zh: string, en: string): Error {
  return fail('unbalanced-posting', { rule, reason: { zh, en } })
}
