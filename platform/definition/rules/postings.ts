import { unknownName } from '../check-path.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import type { EntityDefinition, LedgerDefinition, PostingDefinition, PostingEntry } from '../types.ts'

/** Verbs that carry measures. */
const verbs = ['add', 'take', 'move', 'return', 'fulfil', 'release', 'count', 'revalue'] as const
/** Properties that carry coordinates. */
const places = ['where', 'from', 'to'] as const

/** Entries name coordinates and measures that their ledger has, and say one thing that it can do. */
export const postings: Rule = {
  name: 'postings',
  *check(context) {
    for (const { definition, file } of context.collection.of('posting').values()) {
      const entity = context.model.entities.get(definition.entity)
      for (const [index, entry] of definition.entries.entries()) {
        const ledger = context.model.ledgers.get(entry.ledger)
        if (ledger !== undefined) yield* checkEntry(entry, ledger, file, toPointer('/entries', index))
        if (ledger !== undefined) yield* checkCost(context, definition, entry, file, toPointer('/entries', index, 'cost'))
        if (entity !== undefined) yield* checkEach(entry, entity, file, toPointer('/entries', index))
      }
    }
    yield* checkAmbiguity(context)
  },
}

function* checkEntry(entry: PostingEntry, ledger: LedgerDefinition, file: string, pointer: string): Iterable<Problem> {
  const said = verbs.filter((verb) => entry[verb] !== undefined)
  if (said.length === 0 && entry.standard === undefined) {
    yield finding(file, pointer, 'posting-verb', {
      zh: `分录没有动作（${verbs.join('、')}）`,
      en: `the entry does nothing (${verbs.join(', ')})`,
    })
  }
  if (ledger.zeroSum === true && said.some((verb) => verb === 'add' || verb === 'take')) {
    yield finding(file, pointer, 'zero-sum', {
      zh: `“${ledger.name}”各处之和恒为零，只能移动`,
      en: `"${ledger.name}" sums to zero everywhere: entries can only move`,
    })
  }
  if (entry.move !== undefined && (entry.from === undefined || entry.to === undefined)) {
    yield finding(file, `${pointer}/move`, 'move-places', { zh: 'move 需要 from 与 to', en: 'a move needs from and to' })
  }
  yield* checkPending(entry, file, pointer)
  const measures = ledger.measures.map(({ name }) => name)
  for (const verb of said) {
    const amounts = entry[verb] ?? {}
    for (const name of amounts === 'all' ? [] : Object.keys(amounts)) {
      if (!measures.includes(name)) yield unknownName(name, measures, file, toPointer(pointer, verb, name))
    }
  }
  yield* checkCoordinates(entry, ledger, file, pointer)
}

/** A cost is that of other entries of the same posting, and stands in a measure that no costing keeps. */
function* checkCost(
  context: RuleContext,
  posting: PostingDefinition,
  { cost, ledger }: PostingEntry,
  file: string,
  pointer: string,
): Iterable<Problem> {
  if (cost === undefined) return
  const own = context.model.ledgers.get(ledger)
  const kept = [own?.costing?.quantity, own?.costing?.value]
  const measures = (own?.measures ?? []).map(({ name }) => name).filter((name) => !kept.includes(name))
  if (!measures.includes(cost.measure)) yield unknownName(cost.measure, measures, file, `${pointer}/measure`)
  const costed = posting.entries.filter((entry) => context.model.ledgers.get(entry.ledger)?.costing !== undefined).map(({ name }) => name)
  for (const [index, name] of cost.of.entries()) {
    if (!costed.includes(name)) yield unknownName(name, costed, file, toPointer(pointer, 'of', index))
  }
}

/** What is held pending was added or moved; what completes it names it, and finds there where it is held. */
function* checkPending(entry: PostingEntry, file: string, pointer: string): Iterable<Problem> {
  const completes = entry.fulfil !== undefined || entry.release !== undefined
  if (entry.pending !== undefined && entry.add === undefined && entry.move === undefined) {
    yield finding(file, `${pointer}/pending`, 'pending-verb', {
      zh: 'pending 只能用于 add 或 move',
      en: 'only what is added or moved can be pending',
    })
  }
  if (completes && entry.of === undefined) {
    yield finding(file, pointer, 'fulfil-of', { zh: 'fulfil 与 release 需要 of', en: 'fulfil and release need "of"' })
  }
  if (completes && entry.from !== undefined) {
    yield finding(file, pointer, 'fulfil-places', {
      zh: '所在位置由待完成的分录决定：where 缩小范围，to 说明去处',
      en: 'what is pending says where it is held: "where" narrows it, "to" says where it goes',
    })
  }
  if (!completes && (entry.entry !== undefined || entry.beyond !== undefined)) {
    yield finding(file, pointer, 'fulfil-only', {
      zh: 'entry 与 beyond 只用于 fulfil 或 release',
      en: '"entry" and "beyond" belong to fulfil and release',
    })
  }
}

function* checkCoordinates(entry: PostingEntry, ledger: LedgerDefinition, file: string, pointer: string): Iterable<Problem> {
  const dimensions = ledger.dimensions.map(({ name }) => name)
  const attributes = (ledger.attributes ?? []).map(({ name }) => name)
  for (const place of places) {
    const coordinates = entry[place]
    if (coordinates === undefined) continue
    for (const [name, value] of Object.entries(coordinates)) {
      if (!dimensions.includes(name)) yield unknownName(name, dimensions, file, toPointer(pointer, place, name))
      else yield* checkLiteral(ledger, name, value, file, toPointer(pointer, place, name))
    }
    const isOverlay = entry.fulfil !== undefined || entry.release !== undefined
    const missing = ledger.dimensions.find(
      ({ name, required }) => required === true && !isOverlay && coordinates[name] === undefined && entry.allocate?.over !== name,
    )
    if (missing === undefined) continue
    yield finding(file, `${pointer}/${place}`, 'missing-coordinate', {
      zh: `缺少必填维度“${missing.name}”`,
      en: `the required coordinate "${missing.name}" is missing`,
    })
  }
  for (const name of Object.keys(entry.attributes ?? {})) {
    if (!attributes.includes(name)) yield unknownName(name, attributes, file, toPointer(pointer, 'attributes', name))
  }
  const { allocate } = entry
  if (allocate === undefined) return
  if (!dimensions.includes(allocate.over)) yield unknownName(allocate.over, dimensions, file, `${pointer}/allocate/over`)
  if (allocate.by !== undefined && !allocate.by.startsWith('=') && !attributes.includes(allocate.by)) {
    yield unknownName(allocate.by, attributes, file, `${pointer}/allocate/by`)
  }
}

/** A literal coordinate of a reference is one of its virtual members. */
export function* checkLiteral(ledger: LedgerDefinition, name: string, value: unknown, file: string, pointer: string): Iterable<Problem> {
  const dimension = ledger.dimensions.find((candidate) => candidate.name === name)
  if (dimension?.type !== 'reference' || typeof value !== 'string' || value.startsWith('=')) return
  const virtual = (dimension.virtual ?? []).map((member) => member.name)
  if (!virtual.includes(value)) yield unknownName(value, virtual, file, pointer)
}

function* checkEach(entry: PostingEntry, entity: EntityDefinition, file: string, pointer: string): Iterable<Problem> {
  if (entry.each === undefined || entry.each.startsWith('=')) return
  const lines = entity.fields.filter((field) => field.type === 'lines').map((field) => field.name)
  if (!lines.includes(entry.each)) yield unknownName(entry.each, lines, file, `${pointer}/each`)
}

/** Entries of one record keep their identity by posting and entry name: a document posts, master data does not. */
function* checkAmbiguity({ collection, model }: RuleContext): Iterable<Problem> {
  for (const { definition, file } of collection.of('posting').values()) {
    if (model.entities.get(definition.entity)?.nature !== 'master') continue
    yield finding(file, '/entity', 'master-posts', {
      zh: `资料“${definition.entity}”不能记账，只有单据可以`,
      en: `"${definition.entity}" is master data: only documents post`,
    })
  }
}
