import { checkNames, unknownName } from '../check-path.ts'
import type { Source } from '../collect.ts'
import { figureTerms } from '../figure-terms.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule } from '../rule.ts'
import type { LedgerDefinition } from '../types.ts'

/** The parts of a ledger agree: dimensions, measures and attributes have names of their own, and what is named exists. */
export const ledgers: Rule = {
  name: 'ledgers',
  *check({ collection }) {
    for (const source of collection.of('ledger').values()) {
      yield* checkUnique(source)
      yield* checkDimensions(source)
      yield* checkNamed(source)
      yield* checkAssertions(source)
      yield* checkLookups(source)
    }
  },
}

function* checkUnique({ definition, file }: Source<LedgerDefinition>): Iterable<Problem> {
  const seen = new Set<string>()
  for (const part of ['dimensions', 'measures', 'derived', 'attributes'] as const) {
    for (const [index, { name }] of (definition[part] ?? []).entries()) {
      if (seen.has(name)) {
        yield finding(file, toPointer(`/${part}`, index, 'name'), 'duplicate-name', {
          zh: `名称“${name}”重复`,
          en: `The name "${name}" is used twice`,
        })
      }
      seen.add(name)
    }
  }
}

function* checkDimensions({ definition, file }: Source<LedgerDefinition>): Iterable<Problem> {
  for (const [index, dimension] of definition.dimensions.entries()) {
    const place = toPointer('/dimensions', index)
    if ((dimension.type === 'reference') !== (dimension.entity !== undefined)) {
      yield finding(file, place, 'dimension-entity', {
        zh: 'reference 维度需要 entity，其他维度不能有',
        en: 'a reference needs an entity, other dimensions have none',
      })
    }
    if (dimension.virtual !== undefined && dimension.type !== 'reference') {
      yield finding(file, `${place}/virtual`, 'virtual-dimension', {
        zh: '只有 reference 维度可以有虚拟成员',
        en: 'only a reference has virtual members',
      })
    }
  }
}

function* checkNamed({ definition, file }: Source<LedgerDefinition>): Iterable<Problem> {
  const dimensions = definition.dimensions.map(({ name }) => name)
  const measures = definition.measures.map(({ name }) => name)
  for (const [index, assertion] of (definition.assertions ?? []).entries()) {
    yield* checkNames(assertion.over, dimensions, file, toPointer('/assertions', index, 'over'))
  }
  for (const [index, { countedWhere }] of definition.measures.entries()) {
    if (countedWhere === undefined || dimensions.includes(countedWhere)) continue
    yield unknownName(countedWhere, dimensions, file, toPointer('/measures', index, 'countedWhere'))
  }
  const { costing, openItem } = definition
  if (openItem !== undefined && !dimensions.includes(openItem)) yield unknownName(openItem, dimensions, file, '/openItem')
  if (costing === undefined) return
  for (const part of ['quantity', 'value'] as const) {
    if (!measures.includes(costing[part])) yield unknownName(costing[part], measures, file, `/costing/${part}`)
  }
  for (const name of Object.keys(costing.variance ?? {})) {
    if (!dimensions.includes(name)) yield unknownName(name, dimensions, file, toPointer('/costing/variance', name))
  }
}

/** A size is compared with what was approved: what always refuses has none. */
function* checkAssertions({ definition, file }: Source<LedgerDefinition>): Iterable<Problem> {
  for (const [index, { mode, size }] of (definition.assertions ?? []).entries()) {
    if (size === undefined || mode !== 'refuse') continue
    yield finding(file, toPointer('/assertions', index, 'size'), 'size-without-mode', {
      zh: 'size 只用于 warn 或 approve',
      en: 'a size belongs to what warns or wants an approval',
    })
  }
}

/** What is looked up carries what it is found by, and its figure can be summed from parts. */
function* checkLookups({ definition, file }: Source<LedgerDefinition>): Iterable<Problem> {
  const carried = definition.openItem === undefined ? [] : (definition.attributes ?? [])
  const known = [...definition.dimensions, ...carried].map(({ name }) => name)
  const figures = [...definition.measures, ...(definition.derived ?? [])].map(({ name }) => name)
  for (const [index, { by, figure }] of (definition.lookups ?? []).entries()) {
    yield* checkNames(by, known, file, toPointer('/lookups', index, 'by'))
    const place = toPointer('/lookups', index, 'figure')
    if (!figures.includes(figure)) yield unknownName(figure, figures, file, place)
    else if (!isSummed(definition, figure)) {
      yield finding(file, place, 'lookup-figure', {
        zh: '只能是一个度量，或小数位相同的度量的和与差',
        en: 'expected a measure, or sums and differences of measures with the same number of decimals',
      })
    }
  }
}

function isSummed(definition: LedgerDefinition, figure: string): boolean {
  const terms = figureTerms(definition, figure)
  const scales = definition.measures.flatMap(({ name, type, scale }) =>
    terms?.has(name) === true ? [scale ?? (type === 'money' ? 2 : 0)] : [],
  )
  return terms !== undefined && new Set(scales).size === 1
}
