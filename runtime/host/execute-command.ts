import { isAppError } from '@formwork/platform/error/index.ts'
import { prepareCommand, runCommand } from '../command/bus.ts'
import { CommandRace } from '../command/idempotency.ts'
import { findUseCase } from '../command/use-cases.ts'
import type { Answer, Command } from '../command/unit.ts'
import type { Transaction } from '../store/database.ts'
import { lockMerged } from '../store/merged/merged-store.ts'
import { forgetRevisions } from '../store/organisation/revisions.ts'
import type { LoadedWorkspace, WorkspaceState } from './loaded-workspace.ts'

/** Commands of one key that arrive side by side: the second run finds the first one's answer. */
const MOST_RACES = 5

/** One command, one transaction: durable when the promise resolves. A dry run is rolled back whatever it did. */
export async function executeCommand(workspace: LoadedWorkspace, command: Command): Promise<Answer> {
  const preparing = prepareCommand(command)
  const prepared = preparing instanceof Promise ? await preparing : preparing
  for (let race = 1; ; race++) {
    try {
      return await transact(workspace, prepared)
    } catch (error) {
      if (race >= MOST_RACES || !(error instanceof CommandRace || (race === 1 && mayHaveBeenSecond(workspace, command, error)))) throw error
    }
  }
}

/**
 * Where commands run side by side, the second of one key may be refused because of what the first has just written
 * (a unique value, a version): it looks once more, and finds the first one's answer.
 */
function mayHaveBeenSecond({ database }: LoadedWorkspace, { key }: Command, error: unknown): boolean {
  return key !== undefined && database.dialect === 'postgresql' && isAppError(error) && error.status === 409
}

function transact(workspace: LoadedWorkspace, command: Command): Promise<Answer> {
  const work = (transaction: Transaction): Promise<Answer> => runIn(workspace, transaction, command)
  return command.dryRun === true ? workspace.database.rehearse(work) : workspace.database.write(work)
}

async function runIn(workspace: LoadedWorkspace, transaction: Transaction, command: Command): Promise<Answer> {
  const isLocked = workspace.mayMerge
  if (isLocked) await lockMerges(workspace, transaction, command)
  const current = workspace.current(transaction)
  const seen = current instanceof Promise ? await current : current
  // Whoever learns only now that records may be merged looks again, from behind the lock.
  const { model, store, organisation } = isLocked || !workspace.mayMerge ? seen : await lookAgain(workspace, transaction, command)
  const { registry, now, database } = workspace
  return runCommand({ model, store, registry, organisation: () => organisation, now, ddl: database.ddl }, transaction, command)
}

async function lookAgain(workspace: LoadedWorkspace, transaction: Transaction, command: Command): Promise<WorkspaceState> {
  await lockMerges(workspace, transaction, command)
  forgetRevisions(transaction)
  return workspace.current(transaction)
}

function lockMerges({ database }: LoadedWorkspace, transaction: Transaction, command: Command): Promise<void> {
  return lockMerged(transaction, database.dialect, findUseCase(command.do).useCase.isAlone === true)
}
