import { suggestion } from '@formwork/platform/definition/suggestion.ts'
import { fail, isAppError } from '@formwork/platform/error/index.ts'
import { CalendarDate, DateTime, Decimal, parseId, type JsonObject } from '@formwork/platform/value/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Answer } from '../../command/unit.ts'
import { minuteOf } from '../../engine/ledger/business-minute.ts'
import { executeCommand } from '../../host/execute-command.ts'
import { findQuery, readAsSystem } from '../../host/run-query.ts'
import { openSandbox, type Sandbox } from '../../host/sandbox/open-sandbox.ts'
import type { Reading } from '../../store/database.ts'
import type { LedgerStore } from '../../store/ledger/ledger-store.ts'
import { neutralFiles } from './neutral-files.ts'
import type { NeutralSettings } from './neutral-ledgers.ts'
import { costsOf, observeGoods, observeMovements, type ObservedMovement } from './observe.ts'
import { observeOpen } from './observe-open.ts'
import { listOpenRows, type OpenRow } from './open-rows.ts'
import type { Step } from './read-steps.ts'

/** A step that was done: its record and the rows of its lines. */
export interface DoneStep {
  readonly step: Step
  readonly entity: string
  readonly record: number
  readonly lines: readonly string[]
  version: number
}

export interface NewRecord {
  readonly entity: string
  readonly values: JsonObject
  readonly lines?: readonly JsonObject[]
  readonly outputs?: readonly JsonObject[]
}

/** The real engine over a fresh workspace in memory, driven through the command bus. */
export class BookRunner {
  readonly settings: NeutralSettings
  readonly done = new Map<string, DoneStep>()
  readonly #sandbox: Sandbox
  /** What receipts cost after revisions, by row; what parties may owe; what is open after the last step. */
  readonly revised = new Map<string, Decimal>()
  readonly limits = new Map<string, Decimal>()
  openRows: readonly OpenRow[] = []
  readonly #masters = new Map<string, string>()
  readonly #names = new Map<number, string>()
  #request = 0
  #costs = new Map<string, string>()

  private constructor(settings: NeutralSettings, sandbox: Sandbox) {
    this.settings = settings
    this.#sandbox = sandbox
  }

  /** Errors: `definition-invalid`. */
  static async open(settings: NeutralSettings, registry: Registry): Promise<BookRunner> {
    // The clock stands far ahead: a date in a step is never today, so that it always means the end of that day.
    const sandbox = await openSandbox({ files: neutralFiles(settings), registry, today: CalendarDate.of(2999, 6, 15) })
    return new BookRunner(settings, sandbox)
  }

  close(): Promise<void> {
    return this.#sandbox.close()
  }

  execute(name: string, body: unknown): Promise<Answer> {
    return executeCommand(this.#sandbox.workspace, {
      do: name,
      person: null,
      language: 'en',
      channel: 'api',
      requestId: `step-${++this.#request}`,
      body,
    })
  }

  /** Saves and posts a record. */
  async post(step: Step, record: NewRecord, name = step.name): Promise<DoneStep> {
    const insert = (rows: readonly JsonObject[] | undefined): JsonObject[] =>
      (rows ?? []).map((values, index) => ({ do: 'insert', ref: String(index), values }))
    const lines: JsonObject = {
      lines: insert(record.lines),
      ...(record.outputs === undefined ? {} : { outputs: insert(record.outputs).map((row, index) => ({ ...row, ref: `o${index}` })) }),
    }
    const answer = await this.execute('submit', { entity: record.entity, changes: { values: record.values, lines } })
    const ids = (answer.lines ?? {}) as Record<string, string>
    const done: DoneStep = {
      step,
      entity: record.entity,
      record: parseId(answer.id),
      lines: (record.lines ?? []).map((_, index) => ids[String(index)]!),
      version: Number(answer.version),
    }
    this.done.set(name, done)
    return done
  }

  /** The id of a thing that is named for the first time or again. */
  async master(entity: 'item' | 'place' | 'party', name: string): Promise<string> {
    const key = `${entity}/${name}`
    const known = this.#masters.get(key)
    if (known !== undefined) return known
    const { id } = await this.execute('save', { entity, changes: { values: { name } } })
    this.#masters.set(key, String(id))
    this.#names.set(parseId(id), name)
    return String(id)
  }

  /** The step that this one refers to. Errors: `bad-request`. */
  find(step: Step, name: string): DoneStep {
    const found = this.done.get(name)
    if (found === undefined) {
      const meant = suggestion(name, this.done.keys())
      throw step.refuse({ zh: `之前没有步骤“${name}”${meant.zh}`, en: `there is no step "${name}" before it${meant.en}` })
    }
    return found
  }

  /** Records that a step made besides its own. */
  partsOf(name: string): DoneStep[] {
    return [...this.done].filter(([key]) => key.startsWith(`${name}/`)).map(([, part]) => part)
  }

  /** What an item in a place is worth on the date of a step: its share where more is costed together. */
  async worthAt(step: Step, { item, place, batch }: { item: string; place: string; batch: string | undefined }): Promise<Decimal> {
    const goods = await this.read((reading, ledgers) => observeGoods(reading, ledgers, this.#names, minuteOfStep(step)))
    const held = goods.items[item] as { places: Record<string, Figures>; batches?: Record<string, Figures> } | undefined
    const found = batch === undefined ? held?.places[place] : held?.batches?.[batch]
    return Decimal.parse(found?.value ?? '0')
  }

  read<T>(work: (reading: Reading, ledgers: LedgerStore) => Promise<T>): Promise<T> {
    const { workspace } = this.#sandbox
    return workspace.database.read(async (reading) => work(reading, (await workspace.current(reading)).store.ledgers))
  }

  /** Asks as who may see everything. */
  query(name: string, request: unknown): Promise<unknown> {
    return readAsSystem(this.#sandbox.workspace, (context) => findQuery(name).run(context, request as never))
  }

  nameOf(id: number): string {
    return this.#names.get(id) ?? '-'
  }

  stepOf(record: number): string {
    return [...this.done.values()].find((each) => each.record === record)?.step.name ?? String(record)
  }

  /** What is open on the date of a step. */
  openAt(step: Step): Promise<OpenRow[]> {
    return this.read((reading, ledgers) => listOpenRows(reading, ledgers, minuteOfStep(step)))
  }

  /** What a party owes beyond what it paid in advance, in the base currency. */
  exposureOf(party: string): Decimal {
    const units = this.openRows
      .filter((row) => this.nameOf(row.party) === party)
      .reduce((sum, row) => sum + (row.side === 'claim' ? row.base : row.side === 'advance on claim' ? -row.base : 0), 0)
    return Decimal.fromUnits(units, this.settings.valueScale)
  }

  /** State after a step: what it cost, whose cost it changed, what is held and what is open. */
  async observe(step: Step): Promise<JsonObject> {
    const scale = this.settings.valueScale
    const isShown = step.do === 'show'
    const end = minuteOfStep(step)
    return this.read(async (reading, ledgers) => {
      const movements = await observeMovements(reading, ledgers)
      const own = this.done.get(step.name)
      const parts = [...(own === undefined ? [] : [own]), ...this.partsOf(step.name)]
      const goods = await observeGoods(reading, ledgers, this.#names, isShown ? end : undefined)
      this.openRows = await listOpenRows(reading, ledgers, Number.MAX_SAFE_INTEGER)
      const rows = await listOpenRows(reading, ledgers, end)
      const changed = this.#changes(movements, own?.record)
      return {
        ...(own === undefined ? {} : { costs: parts.flatMap(({ record }) => costsOf(movements, record, this.settings)) }),
        ...(changed.length === 0 ? {} : { changed }),
        ...goods,
        ...observeOpen(rows, {
          scale,
          at: end,
          by: step.text('by') === 'date' ? 'date' : 'due',
          bounds: boundsOf(step),
          nameOf: (party) => this.nameOf(party),
          stepOf: (record) => this.stepOf(record),
        }),
      } as JsonObject
    })
  }

  /** Costs of earlier steps that are not what they were after the last step. */
  #changes(movements: readonly ObservedMovement[], own: number | undefined): JsonObject[] {
    const changed: JsonObject[] = []
    const now = new Map<string, string>()
    for (const { step, record } of this.done.values()) {
      for (const [index, cost] of costsOf(movements, record, this.settings).entries()) {
        const key = `${record}/${index}`
        const before = this.#costs.get(key)
        now.set(key, cost.value)
        if (before !== undefined && before !== cost.value && record !== own) {
          changed.push({ step: step.name, line: index + 1, before, after: cost.value })
        }
      }
    }
    this.#costs = now
    return changed
  }
}

interface Figures {
  readonly value: string
}

function minuteOfStep(step: Step): number {
  return minuteOf(momentOf(step) ?? DateTime.parse(requireMoment(step)), 'UTC')
}

/** When a step happens: a date and time, or the end of a day. */
function momentOf(step: Step): DateTime | undefined {
  const text = step.text('date')
  if (text === undefined) return undefined
  const moment = text.includes('T') ? DateTime.tryParse(text.length === 16 ? `${text}:00` : text) : undefined
  if (moment !== undefined) return moment
  if (CalendarDate.tryParse(text) === undefined) throw step.refuse({ zh: `“${text}”不是日期`, en: `"${text}" is not a date` })
  return DateTime.parse(`${text}T23:59:00`)
}

/**
 * The refusal of a step in words of the catalogue: the rule, the row (from 1) and its place where they are known; what is no
 * refusal is thrown on.
 */
export function refusalOf(error: unknown): JsonObject {
  if (!isAppError(error)) throw error
  const { code, message, path, rule } = error.toWire('en')
  const row = /\/(\d+)(?:\/|$)/.exec(path ?? '')?.[1]
  return {
    code,
    message,
    zh: error.describe('zh'),
    ...(rule === undefined ? {} : { rule }),
    ...(row === undefined ? {} : { row: Number(row) + 1 }),
    ...(path === undefined ? {} : { path }),
  }
}

/** Errors: `bad-request`. */
export function requireMoment(step: Step): string {
  const moment = momentOf(step)
  if (moment === undefined) throw fail('bad-request', { reason: `step ${step.index + 1} (${step.do}): "date" is missing` })
  return moment.toString()
}

export function dayOf(step: Step): CalendarDate {
  return (momentOf(step) ?? DateTime.parse(requireMoment(step))).date
}

/** Days late at which an ageing bucket ends. */
function boundsOf(step: Step): readonly number[] | undefined {
  return step.do === 'show' && step.has('buckets') ? step.texts('buckets').map(Number) : undefined
}
