import { executeCommand } from '../execute-command.ts'
import type { LoadedWorkspace } from '../loaded-workspace.ts'
import { findQuery, runQuery } from '../run-query.ts'
import type { Workspace } from '../workspace.ts'

/** A sandbox in the shape that the server and the jobs know workspaces by; its clock stays its own. */
export function sandboxWorkspace(loaded: LoadedWorkspace, name = 'sandbox'): Workspace {
  return {
    name,
    dialect: loaded.database.dialect,
    model: () => loaded.database.read(async (reading) => (await loaded.current(reading)).model),
    execute: (command) => executeCommand(loaded, command),
    read: (query, request) => runQuery(loaded, findQuery(query), request),
    close: () => loaded.database.close(),
  }
}
