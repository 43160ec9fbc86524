import type { ReportRequest, ReportRow, ReportShape, ResultColumn } from '@formwork/platform/plugin/contracts/report-shape.ts'
import { CalendarDate, Decimal } from '@formwork/platform/value/index.ts'
import { bucketOf } from '../ageing/index.ts'
import { groupRows } from '../group-rows.ts'
import { figure, splitColumns } from '../report-columns.ts'

interface SlotsOptions {
  /** What there is; it is laid over what came in last. */
  measure: string
  /** What it is worth; shared by quantity, the last bucket takes the rest. */
  value?: string
  /** Kinds of records whose incoming entries are slots; what moves inside or comes back opens none. */
  entities: string[]
  /** Upper bounds in days, ascending. */
  buckets: number[]
}

/** How old what is there is: first in, first out, so what is left came in last. Each unit stands in exactly one bucket. */
export const slots: ReportShape = {
  name: 'slots',
  label: { zh: '龄期表（先进先出）', en: 'Age of what is there' },
  help: { zh: '现有的按最近进来的算起，按天数分档', en: 'What is there came in last; by days since' },
  options: {
    slots: {
      type: 'object',
      properties: {
        measure: { $ref: 'vocabulary.schema.json#/$defs/fieldName' },
        value: { $ref: 'vocabulary.schema.json#/$defs/fieldName' },
        entities: { type: 'array', items: { $ref: 'vocabulary.schema.json#/$defs/entityName' }, minItems: 1 },
        buckets: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 36500 }, minItems: 1, maxItems: 20, uniqueItems: true },
      },
      required: ['measure', 'entities', 'buckets'],
      additionalProperties: false,
    },
  },
  requiredOptions: ['slots'],
  made: (report) => slotColumns(report.slots as SlotsOptions).map(({ name }) => name),
  plan: (request) => {
    const { group, measures } = splitColumns(request)
    const to = dayOf(request)
    const named = [...group, { name: '@entity', path: ['entity'] }, { name: '@at', path: ['at'] }]
    return [
      { name: 'held', of: 'balances', group, measures, where: request.where, to: request.parameters.at === null ? undefined : to },
      { name: 'entries', of: 'entries', group: named, measures, where: request.where, to },
    ]
  },
  shape: (request, answers) => {
    const { group } = splitColumns(request)
    const options = optionsOf(request)
    const arrivals = groupRows(
      (answers.entries ?? []).filter((entry) => options.entities.includes(entry['@entity'] as string)),
      group,
    )
    const held = groupRows(answers.held ?? [], group)
    const rows = [...held].flatMap(([key, [row]]) =>
      figure(row, options.measure).isZero() ? [] : [slotRow(row!, arrivals.get(key) ?? [], options, dayOf(request))],
    )
    return { columns: [...request.report.columns, ...slotColumns(options)], rows }
  },
}

/** What is hidden from the reader is no column of the report, so it is not shared out either. */
function optionsOf({ report }: ReportRequest): SlotsOptions {
  const { value, ...options } = report.slots as SlotsOptions
  return report.columns.some(({ name }) => name === value) ? { ...options, value } : options
}

function dayOf({ parameters, today }: ReportRequest): CalendarDate {
  return parameters.at instanceof CalendarDate ? parameters.at : today
}

function slotRow(row: ReportRow, entries: readonly ReportRow[], options: SlotsOptions, day: CalendarDate): ReportRow {
  const held = figure(row, options.measure)
  const parts = options.buckets.map(() => Decimal.zero).concat(Decimal.zero)
  let [left, days] = [held, Decimal.zero]
  for (const { at, quantity } of arrivalsOf(entries, options.measure)) {
    if (left.sign() <= 0) break
    const slot = left.compare(quantity) < 0 ? left : quantity
    const age = at.daysUntil(day)
    const bucket = bucketOf(age, options.buckets)
    parts[bucket] = parts[bucket]!.add(slot)
    days = days.add(slot.multiply(Decimal.of(age)))
    left = left.subtract(slot)
  }
  // What nothing explains (a shortage, or older than the books) stands in the last bucket, its age is not known.
  parts[parts.length - 1] = parts.at(-1)!.add(left)
  const known = held.subtract(left)
  const shown: ReportRow = { ...row, averageAge: known.sign() > 0 ? days.divide(known).round(1) : null }
  for (const [index, part] of parts.entries()) shown[`bucket${index}`] = part.isZero() ? null : part
  return options.value === undefined ? shown : { ...shown, ...worths(figure(row, options.value), held, parts) }
}

/** What came in, the latest first; what was undone has taken its arrival with it. */
function arrivalsOf(entries: readonly ReportRow[], measure: string): { at: CalendarDate; quantity: Decimal }[] {
  const byDay = new Map<string, { at: CalendarDate; quantity: Decimal }>()
  for (const entry of entries) {
    const at = entry['@at'] as CalendarDate
    const before = byDay.get(at.toString())
    byDay.set(at.toString(), { at, quantity: (before?.quantity ?? Decimal.zero).add(figure(entry, measure)) })
  }
  return [...byDay.values()].filter(({ quantity }) => quantity.sign() > 0).toSorted((one, other) => other.at.compare(one.at))
}

/** Shares of the value by quantity, rounded to cents; the last that has a quantity takes the rest. */
function worths(value: Decimal, held: Decimal, parts: readonly Decimal[]): ReportRow {
  const last = parts.findLastIndex((part) => !part.isZero())
  let left = value
  const shares: ReportRow = {}
  for (const [index, part] of parts.entries()) {
    if (part.isZero()) continue
    const share = index === last ? left : value.multiply(part).divide(held).round(2)
    left = left.subtract(share)
    shares[`worth${index}`] = share
  }
  return shares
}

function slotColumns({ buckets, measure, value }: SlotsOptions): ResultColumn[] {
  const bounds = [...buckets, undefined]
  const named = (prefix: string, like: string, unit: { zh: string; en: string }): ResultColumn[] =>
    bounds.map((bound, index): ResultColumn => {
      const after = index === 0 ? 0 : (buckets[index - 1] as number) + 1
      const days =
        bound === undefined
          ? { zh: `${after - 1} 天以上`, en: `Over ${after - 1} days` }
          : { zh: `${after}–${bound} 天`, en: `${after} to ${bound} days` }
      return { name: `${prefix}${index}`, label: { zh: `${days.zh}${unit.zh}`, en: `${days.en}${unit.en}` }, like, total: true }
    })
  const age: ResultColumn = { name: 'averageAge', label: { zh: '平均龄期（天）', en: 'Average age (days)' }, type: 'number', scale: 1 }
  const worth = value === undefined ? [] : named('worth', value, { zh: '金额', en: ': value' })
  return [...named('bucket', measure, { zh: '', en: '' }), ...worth, age]
}
