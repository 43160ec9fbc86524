import type { Model } from '@formwork/platform/definition/model.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { readPaths } from './read-paths.ts'

type Hidden = ReadonlyMap<string, Set<string>>

/**
 * Adds to the hidden fields of every resource what is computed from hidden ones, anywhere in the model: formulas and live
 * fields, through references and ledgers too, until nothing more follows.
 */
export function hideDerived(model: Model, direct: ReadonlyMap<string, ReadonlySet<string>>): Hidden {
  const hidden = new Map([...direct].map(([resource, fields]) => [resource, new Set(fields)]))
  const reads = readsOfModel(model)
  for (let grew = true; grew;) {
    grew = false
    for (const { resource, path, reads: names } of reads) {
      const own = hidden.get(resource)
      if (own === undefined || own.has(path) || !names.some((name) => isHiddenRead(model, resource, name, hidden))) continue
      own.add(path)
      grew = true
    }
  }
  return hidden
}

const readsByModel = new WeakMap<Model, readonly FieldReads[]>()

function readsOfModel(model: Model): readonly FieldReads[] {
  let reads = readsByModel.get(model)
  if (reads === undefined) {
    const entities = [...model.entities.values()].flatMap((entity) =>
      entity.fields.flatMap((field) => readsOfField(entity.name, field, '')),
    )
    const ledgers = [...model.ledgers.values()].flatMap((ledger) =>
      (ledger.derived ?? []).map((each) => ({
        resource: ledger.name,
        path: each.name,
        reads: readPaths(each.value).map((path) => ({ ledger: ledger.name, measure: path[0]! })),
      })),
    )
    readsByModel.set(model, (reads = [...entities, ...ledgers]))
  }
  return reads
}

/** One computed field and what it reads: paths from the record, or a measure of a ledger. */
interface FieldReads {
  readonly resource: string
  readonly path: string
  readonly reads: readonly Read[]
}

type Read = readonly string[] | { readonly ledger: string; readonly measure: string }

function readsOfField(resource: string, field: FieldDefinition, prefix: string): FieldReads[] {
  if (field.type === 'lines') return (field.fields ?? []).flatMap((each) => readsOfField(resource, each, `${field.name}.`))
  const lines = prefix === '' ? [] : [prefix.slice(0, -1)]
  const own = (read: readonly string[]): readonly string[] => (read[0] === 'record' ? read.slice(1) : [...lines, ...read])
  const reads: Read[] = field.formula === undefined ? [] : readPaths(field.formula).map(own)
  if (field.through !== undefined && field.field !== undefined) reads.push(own([field.through, field.field]))
  if (field.ledger !== undefined && field.measure !== undefined) reads.push({ ledger: field.ledger, measure: field.measure })
  return reads.length === 0 ? [] : [{ resource, path: prefix + field.name, reads }]
}

function isHiddenRead(model: Model, resource: string, read: Read, hidden: Hidden): boolean {
  if ('ledger' in read) return hidden.get(read.ledger)?.has(read.measure) === true
  const fields = model.entities.get(resource)?.fields ?? []
  const own = hidden.get(resource)
  const [first, ...rest] = read
  const field = fields.find((each) => each.name === first)
  if (field === undefined) return false
  if (own?.has(field.name) === true) return true
  if (field.type !== 'lines') return isHiddenBehind(model, field, rest, hidden)
  const [second, ...further] = rest
  const inner = field.fields?.find((each) => each.name === second)
  return inner !== undefined && (own?.has(`${field.name}.${inner.name}`) === true || isHiddenBehind(model, inner, further, hidden))
}

/** The rest of a path behind a reference. */
function isHiddenBehind(model: Model, field: FieldDefinition, rest: readonly string[], hidden: Hidden): boolean {
  const target = field.type === 'member' ? 'person' : field.type === 'department' ? 'department' : field.entity
  return target !== undefined && rest.length > 0 && isHiddenRead(model, target, rest, hidden)
}
