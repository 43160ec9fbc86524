import { fail } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { DataDefinition, MaybePromise, Transaction } from '../store/database.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { Actor } from '../engine/permission/actor.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import { andThen } from '../store/and-then.ts'
import { appendAudit } from '../store/audit/append-audit.ts'
import { insertJobs } from '../store/jobs/jobs.ts'
import type { Store } from '../store/store.ts'
import type { OrganisationPicture } from '../store/organisation/read-organisation.ts'
import { CommandUnit } from './command-unit.ts'
import { findStoredAnswer, hashCommand, storeAnswer } from './idempotency.ts'
import { impactOf } from './ledger/impact.ts'
import { settle } from './settle.ts'
import type { Answer, Command, UseCase } from './unit.ts'
import { findUseCase } from './use-cases.ts'

/** What a command needs of its workspace. */
export interface CommandWorkspace {
  readonly model: Model
  readonly store: Store
  readonly registry: Registry
  organisation(transaction: Transaction): MaybePromise<OrganisationPicture>
  /** Milliseconds since the epoch; default the clock. */
  readonly now?: () => number
  /** Statements that change tables, where commands may publish. */
  readonly ddl?: DataDefinition
}

/**
 * Slow work of a command before its transaction begins; for most there is none and the command comes back as it is.
 * Errors: those of `runCommand` about the body.
 */
export function prepareCommand(command: Command): MaybePromise<Command> {
  const { useCase, checkBody } = findUseCase(command.do)
  if (useCase.prepare === undefined) return command
  refuseInternal(useCase, command)
  checkBody(command.body)
  return useCase.prepare(command.body as never).then((prepared) => ({ ...command, prepared }))
}

/**
 * One command in one transaction: body → actor → stored answer → use case → settle → audit, outbox, answer.
 * Whatever is thrown rolls everything back. A dry run is rolled back by its caller.
 *
 * Errors: `not-found` (no such command), those of the body's schema, `not-logged-in`, `key-reused`, those of the use case.
 */
export async function runCommand(workspace: CommandWorkspace, transaction: Transaction, command: Command): Promise<Answer> {
  const { useCase, checkBody } = findUseCase(command.do)
  refuseInternal(useCase, command)
  checkBody(command.body)
  const known = workspace.organisation(transaction)
  const organisation = known instanceof Promise ? await known : known
  const actor = actorOf(organisation, command)
  const unit = new CommandUnit({
    command,
    transaction,
    store: workspace.store,
    registry: workspace.registry,
    actor,
    organisation,
    now: (workspace.now ?? Date.now)(),
    ddl: workspace.ddl,
  })
  return command.key === undefined || unit.dryRun || useCase.isSecret === true
    ? runUseCase(unit, useCase)
    : runOnce(unit, useCase, command.key)
}

/** For people, what only the server may ask does not exist. */
function refuseInternal(useCase: UseCase, command: Command): void {
  if (useCase.internal === true && command.person !== null) throw fail('not-found')
}

async function runOnce(unit: CommandUnit, useCase: UseCase, key: string): Promise<Answer> {
  const bodyHash = hashCommand(unit.command)
  const stored = await findStoredAnswer(unit, key, bodyHash)
  if (stored !== undefined) return stored
  const answer = await runUseCase(unit, useCase)
  await storeAnswer(unit, key, bodyHash, answer)
  return answer
}

async function runUseCase(unit: CommandUnit, useCase: UseCase): Promise<Answer> {
  const { body, prepared } = unit.command
  const result = await useCase.run(unit, (prepared ?? body) as never)
  await settle(unit)
  const tracing = unit.dryRun ? undefined : writeTraces(unit)
  if (tracing !== undefined) await tracing
  const answer = typeof result === 'function' ? result() : result
  const impact = unit.dryRun ? await impactOf(unit) : undefined
  return impact === undefined ? answer : { ...answer, impact }
}

function writeTraces(unit: CommandUnit): MaybePromise<void> {
  const { command, transaction, now } = unit
  const context = { at: now, person: unit.actor.person, channel: command.channel, request: command.requestId }
  const appending = appendAudit(transaction, unit.store.dialect, context, unit.auditEntries)
  if (unit.jobs.length === 0) return appending
  const jobs = unit.jobs.map((job) => ({ ...job, due: job.due ?? now }))
  return andThen(appending, () => insertJobs(transaction, jobs, now))
}

/** Errors: `not-logged-in` for a person who is gone or disabled. */
function actorOf(organisation: Organisation, command: Command): Actor {
  const { person, language, scopes } = command
  if (person === null) return { person: null, name: 'system', login: null, roles: [], department: null, language }
  const found = organisation.people.get(person)
  if (found === undefined || found.disabled) throw fail('not-logged-in')
  return { person, name: found.name, login: found.login, roles: found.roles, department: found.department, language, scopes }
}
