import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { fail } from '@formwork/platform/error/index.ts'
import type { StoredRecord } from '../../engine/record/stored-record.ts'
import { findUseCase } from '../../command/use-cases.ts'
import type { Answer, Command } from '../../command/unit.ts'
import { executeCommand } from '../execute-command.ts'
import type { LoadedWorkspace, WorkspaceState } from '../loaded-workspace.ts'
import type { Clock } from './clock.ts'
import { findRecord } from './find-record.ts'
import { KeptRecords, type KeptRecord } from './kept-records.ts'
import { keptRecordOf, readStepBody, type StepSubject } from './step-body.ts'
import type { StepContext } from './step-values.ts'

/**
 * Runs steps in business words against the real engine: who, when, which command, which record, which values.
 * Samples and scenarios are both made of such steps.
 */
export class StepRunner {
  readonly workspace: LoadedWorkspace
  readonly clock: Clock
  readonly kept: KeptRecords
  readonly #name: string
  /** Bodies sent under a key: a step that says the same again sends the same request again. */
  readonly #sent = new Map<string, unknown>()
  readonly #language: 'zh' | 'en'
  #count = 0

  /** `name` tells the steps of one sample or scenario from those of another in the audit; texts that commands write are in `language`. */
  constructor(workspace: LoadedWorkspace, clock: Clock, name: string, kept = new KeptRecords(), language: 'zh' | 'en' = 'en') {
    this.workspace = workspace
    this.clock = clock
    this.#name = name
    this.kept = kept
    this.#language = language
  }

  /** Errors: what the command refuses, `unknown-name`, `not-found` for a verb that is none, `not-your-seat`. */
  async run(step: ScenarioStep): Promise<Answer> {
    this.clock.moveTo(step.on)
    this.#count++
    // Time passes, and nobody does anything: what comes due then is the caller's to run.
    if (step.do === 'wait') return {}
    const subject = await this.#subject(step)
    const { useCase } = findUseCase(step.do)
    const body = this.#sent.get(fingerprint(step)) ?? (await readStepBody(useCase, subject))
    if (step.key !== undefined) this.#sent.set(fingerprint(step), body)
    const answer = await this.#execute(subject, step.do, body, step.key)
    const record = keptRecordOf(subject, answer)
    if (record !== undefined && step.keep !== undefined) this.kept.keep(step.keep, record)
    if (record !== undefined && step.conversion !== undefined && step.values !== undefined) await this.#changeConverted(step, record)
    return answer
  }

  /** Login to person. Errors: `unknown-name`. */
  async findPerson(login: string): Promise<number> {
    const { organisation } = await this.state()
    for (const person of organisation.people.values()) if (person.login === login) return person.id
    throw fail('unknown-name', { name: login, suggestion: { zh: '：没有人用这个登录名', en: ': nobody signs in under this name' } })
  }

  state(): Promise<WorkspaceState> {
    return this.workspace.database.read(async (reading) => this.workspace.current(reading))
  }

  load(record: KeptRecord): Promise<StoredRecord | undefined> {
    return this.workspace.database.read(async (reading) =>
      (await this.workspace.current(reading)).store.records.load(reading, record.entity, record.id),
    )
  }

  /** What reading values needs; `record` gives the rows that lines are counted in. */
  async context(record?: StoredRecord): Promise<StepContext> {
    const { model, store } = await this.state()
    const lines = Object.entries(record?.lines ?? {}).map(([name, rows]) => [name, rows.map((row) => row.id)])
    return {
      model,
      registry: this.workspace.registry,
      timeZone: store.timeZone,
      now: this.clock.now(),
      language: this.#language,
      rowIds: Object.fromEntries(lines) as StepContext['rowIds'],
      findId: (entity, called) => findRecord(this.workspace, model, this.kept, entity, called),
    }
  }

  async #subject(step: ScenarioStep): Promise<StepSubject> {
    const record = step.record === undefined ? undefined : await this.load(await this.#named(step, step.record))
    const person = step.as === undefined ? null : await this.findPerson(step.as)
    const into = step.into === undefined ? undefined : await this.load(await this.#named(step, step.into))
    return { step, person, record, into, context: await this.context(record), workspace: this.workspace }
  }

  /** A kept record, or one that the step's entity knows by this name. */
  async #named(step: ScenarioStep, called: string): Promise<KeptRecord> {
    const kept = this.kept.find(called)
    if (kept !== undefined || step.entity === undefined) return kept ?? this.kept.get(called)
    const { model } = await this.state()
    return { entity: step.entity, id: await findRecord(this.workspace, model, this.kept, step.entity, called) }
  }

  /** Values of a conversion's step are typed into the draft that it made. */
  async #changeConverted(step: ScenarioStep, made: KeptRecord): Promise<void> {
    const subject = await this.#subject({
      name: step.name,
      do: 'save',
      as: step.as,
      record: undefined,
      values: step.values,
      entity: made.entity,
    })
    const record = await this.load(made)
    const whole = { ...subject, record, context: await this.context(record) }
    await this.#execute(whole, 'save', await readStepBody(findUseCase('save').useCase, whole))
  }

  #execute({ person, step }: StepSubject, name: string, body: unknown, key?: string): Promise<Answer> {
    const command: Command = {
      do: name,
      key,
      person,
      language: this.#language,
      channel: person === null ? 'installation' : 'form',
      requestId: `${this.#name}/${this.#count}/${step.name}`,
      body,
    }
    return executeCommand(this.workspace, command)
  }
}

/** What a step asks for under its key, whatever it is called and whenever it is done. */
function fingerprint({ key, as, do: verb, entity, record, values, lines }: ScenarioStep): string {
  return JSON.stringify([key, as, verb, entity, record, values, lines])
}
