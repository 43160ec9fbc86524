import { createServerRegistry } from '@formwork/plugins/server.ts'
import { openDatabase } from './database-location.ts'
import { LoadedWorkspace } from './loaded-workspace.ts'
import type { ReaderReply, ReaderRequest } from './reader-protocol.ts'
import { findQuery, runQuery } from './run-query.ts'
import { packError } from './transported-error.ts'

/** Entry of a reader process: runs one query after another until the server kills it or goes away. */
const registry = createServerRegistry()
const workspaces = new Map<string, Promise<LoadedWorkspace>>()

process.on('message', (message: ReaderRequest) => {
  answer(message).then(
    (result) => reply({ result }),
    (error: unknown) => reply({ error: packError(error) }),
  )
})
process.on('disconnect', () => process.exit())

async function answer({ workspace, location, query, request }: ReaderRequest): Promise<unknown> {
  const key = `${workspace} ${location.location}`
  const opening =
    workspaces.get(key) ?? openDatabase(registry, location, { readOnly: true }).then((database) => new LoadedWorkspace(database, registry))
  workspaces.set(key, opening)
  opening.catch(() => workspaces.delete(key))
  return runQuery(await opening, findQuery(query), request)
}

/** A server that is gone waits for no reply: the process ends with it. */
function reply(message: ReaderReply): void {
  process.send!(message, undefined, undefined, (error) => error !== null && process.exit())
}
