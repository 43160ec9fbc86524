import { contextType, listType, types, type FeelFields, type FeelType } from '../expression/type.ts'
import type { Registry } from '../plugin/index.ts'
import { moduleTypes, settingTypes } from './switches/setting-fields.ts'
import { resolveLookup, targetOf } from './find-field.ts'
import type { Model } from './model.ts'
import type { EntityDefinition, FieldDefinition, LedgerDefinition } from './types.ts'

const typesByName: Readonly<Record<string, FeelType>> = {
  string: types.string,
  number: types.number,
  boolean: types.boolean,
  date: types.date,
  time: types.time,
  'date and time': types.dateTime,
  'days and time duration': types.daysDuration,
  'years and months duration': types.monthsDuration,
  list: listType(types.any),
}

/** What a rule or an assertion let pass with a reason, or left to an approval. */
const exception = contextType(
  { name: types.string, mode: types.string, size: types.number, line: types.string, reason: types.string, message: types.string },
  { label: 'exception' },
)

/** The types that expressions meet: records, rows, ledgers, the acting person. Entities may refer to each other in circles. */
export class TypeBook {
  readonly #model: Model
  readonly #registry: Registry
  readonly #records = new Map<string, FeelType>()

  constructor(model: Model, registry: Registry) {
    this.#model = model
    this.#registry = registry
  }

  /** A record behind a reference; `any` for an entity that does not exist. */
  record(name: string | undefined): FeelType {
    const entity = name === undefined ? undefined : this.#model.entities.get(name)
    if (entity === undefined) return types.any
    const known = this.#records.get(entity.name)
    if (known !== undefined) return known
    const type = contextType(() => this.header(entity), { label: entity.name })
    this.#records.set(entity.name, type)
    return type
  }

  /** Fields of a record with its system columns. */
  header(entity: EntityDefinition): FeelFields {
    return { ...this.#system(), ...this.fields(entity.fields) }
  }

  /** Fields of one row, with the whole record as `record`. */
  line(fields: readonly FieldDefinition[], entity: EntityDefinition): FeelFields {
    return { id: types.string, record: this.record(entity.name), ...this.fields(fields) }
  }

  /** One row as a value: `line` in postings and conversions. */
  row(fields: readonly FieldDefinition[], entity: EntityDefinition): FeelType {
    return contextType(() => this.line(fields, entity), { label: 'line' })
  }

  fields(fields: readonly FieldDefinition[]): FeelFields {
    const named = fields.filter((field) => this.#registry.fields.get(field.type)?.shownOnly !== true)
    return Object.fromEntries(named.map((field) => [field.name, this.field(resolveLookup(this.#model, fields, field))]))
  }

  field(field: FieldDefinition): FeelType {
    if (field.type === 'lines') {
      return listType(contextType(() => ({ id: types.string, ...this.fields(field.fields ?? []) }), { label: field.name }))
    }
    const target = targetOf(field)
    const type =
      target === undefined ? (typesByName[this.#registry.fields.get(field.type)?.feelType ?? ''] ?? types.any) : this.record(target)
    return field.multiple === true ? listType(type) : type
  }

  /** What every expression may read: `setting.tolerance`, `module.price_list`. */
  switches(): FeelFields {
    return {
      setting: contextType(settingTypes(this.#model, this.#registry), { label: 'setting' }),
      module: contextType(moduleTypes(this.#model), { label: 'module' }),
    }
  }

  /** The acting person: `user.department`. */
  user(): FeelType {
    const person = this.record('person')
    const department = this.record('department')
    return contextType(
      {
        id: person,
        name: types.string,
        login: types.string,
        department,
        departments: listType(department),
        roles: listType(types.string),
        superior: person,
        subordinates: listType(person),
      },
      { label: 'user' },
    )
  }

  dimensions(ledger: LedgerDefinition): FeelFields {
    return Object.fromEntries(ledger.dimensions.map((dimension) => [dimension.name, this.#dimension(dimension)]))
  }

  /** Measures and what is derived from them. */
  figures(ledger: LedgerDefinition): FeelFields {
    const figures = [...ledger.measures, ...(ledger.derived ?? [])]
    return Object.fromEntries(figures.map((figure) => [figure.name, types.number]))
  }

  /** What open items carry. */
  attributes(ledger: LedgerDefinition): FeelFields {
    return Object.fromEntries((ledger.attributes ?? []).map((attribute) => [attribute.name, this.#attribute(attribute)]))
  }

  #attribute({ type, entity }: NonNullable<LedgerDefinition['attributes']>[number]): FeelType {
    if (type === 'date') return types.date
    if (type === 'text') return types.string
    return type === 'reference' ? this.record(entity) : types.any
  }

  #dimension(dimension: LedgerDefinition['dimensions'][number]): FeelType {
    if (dimension.type === 'text') return types.string
    if (dimension.type === 'date') return types.date
    return dimension.type === 'reference' ? this.record(dimension.entity) : types.any
  }

  #system(): FeelFields {
    const person = this.record('person')
    return {
      id: types.string,
      version: types.number,
      status: types.string,
      outcome: types.string,
      number: types.string,
      owner: person,
      department: this.record('department'),
      generation: types.number,
      release: types.number,
      createdAt: types.dateTime,
      createdBy: person,
      updatedAt: types.dateTime,
      updatedBy: person,
      deletedAt: types.dateTime,
      exceptions: listType(exception),
    }
  }
}
