import { runCommand } from '../command/bus.ts'
import type { Answer, Command } from '../command/unit.ts'
import type { Transaction } from '../store/database.ts'
import type { LoadedWorkspace } from './loaded-workspace.ts'

/** Carries the answer of a dry run out of the transaction that is rolled back under it. */
class Rehearsed {
  readonly answer: Answer

  constructor(answer: Answer) {
    this.answer = answer
  }
}

/** One command, one transaction: durable when the promise resolves. A dry run is rolled back whatever it did. */
export async function executeCommand(workspace: LoadedWorkspace, command: Command): Promise<Answer> {
  try {
    return await workspace.database.write(async (transaction) => {
      const answer = await runIn(workspace, transaction, command)
      if (command.dryRun === true) throw new Rehearsed(answer)
      return answer
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.answer
    throw error
  }
}

async function runIn(workspace: LoadedWorkspace, transaction: Transaction, command: Command): Promise<Answer> {
  const { model, store, organisation } = await workspace.current(transaction)
  return runCommand({ model, store, registry: workspace.registry, organisation: () => organisation }, transaction, command)
}
