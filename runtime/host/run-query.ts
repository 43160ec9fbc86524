import { fail } from '@formwork/platform/error/index.ts'
import type { Actor } from '../engine/permission/actor.ts'
import type { Organisation } from '../engine/permission/organisation.ts'
import { queryByName } from '../query/index.ts'
import type { Query, QueryContext, QueryRequest } from '../query/query.ts'
import type { LoadedWorkspace } from './loaded-workspace.ts'

/** Errors: `not-found` for a name that is no query. */
export function findQuery(name: string): Query {
  const query = queryByName.get(name)
  if (query === undefined) throw fail('not-found')
  return query
}

/** Runs a query over one consistent view of the workspace. Errors: `not-logged-in` for a person who is gone or disabled. */
export function runQuery(workspace: LoadedWorkspace, query: Query, request: QueryRequest): Promise<unknown> {
  return workspace.database.read(async (reading) => {
    const { model, store, organisation } = await workspace.current(reading)
    const actor = query.internal === true && request.person === null ? system(request.language) : actorOf(organisation, request)
    const context = {
      reading,
      model,
      store,
      registry: workspace.registry,
      actor,
      organisation,
      now: workspace.now(),
      language: request.language,
    }
    return query.run(context, request.arguments as never)
  })
}

/** One consistent view in the name of the system, over all rights: for the host's own use, never for a door. */
export function readAsSystem<T>(workspace: LoadedWorkspace, work: (context: QueryContext) => Promise<T>): Promise<T> {
  return workspace.database.read(async (reading) => {
    const { model, store, organisation } = await workspace.current(reading)
    return work({
      reading,
      model,
      store,
      registry: workspace.registry,
      actor: system('en'),
      organisation,
      now: workspace.now(),
      language: 'en',
    })
  })
}

function actorOf(organisation: Organisation, request: QueryRequest): Actor {
  const person = request.person === null ? undefined : organisation.people.get(request.person)
  if (person === undefined || person.disabled) throw fail('not-logged-in')
  const { id, name, login, roles, department } = person
  return { person: id, name, login, roles, department, language: request.language, scopes: request.scopes }
}

function system(language: 'zh' | 'en'): Actor {
  return { person: null, name: 'system', login: null, roles: [], department: null, language }
}
