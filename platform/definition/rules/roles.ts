import { checkNames, checkPath, unknownName } from '../check-path.ts'
import { operationAliases, operations } from '../operations.ts'
import { toPointer, type Problem } from '../problem.ts'
import type { Rule, RuleContext } from '../rule.ts'
import type { Grant } from '../types.ts'

/** The workspace as a whole: who may change its definitions has the right `design` on it. */
const WORKSPACE = 'workspace'

/** Everything that a grant may say: operations, and the words that stand for several. */
const WORDS: readonly string[] = [...operations, ...Object.keys(operationAliases)]

/** Grants name resources, operations and fields that exist. */
export const roles: Rule = {
  name: 'roles',
  *check(context) {
    for (const { definition, file } of context.collection.of('roles').values()) {
      for (const [index, role] of definition.roles.entries()) {
        for (const [position, grant] of role.grants.entries()) {
          yield* checkGrant(context, grant, file, toPointer('/roles', index, 'grants', position))
        }
      }
    }
  },
}

function* checkGrant(context: RuleContext, grant: Grant, file: string, pointer: string): Iterable<Problem> {
  const { entities, ledgers, reports, processes, dashboards } = context.model
  const resources = [entities, ledgers, reports, processes, dashboards].flatMap((part) => [...part.keys()])
  if (grant.resource !== '*' && grant.resource !== WORKSPACE && !resources.includes(grant.resource)) {
    yield unknownName(grant.resource, resources, file, `${pointer}/resource`)
  }
  yield* checkNames(grant.operations, WORDS, file, `${pointer}/operations`)
  if (grant.whole === true && !reports.has(grant.resource)) {
    yield unknownName(grant.resource, [...reports.keys()], file, `${pointer}/resource`)
  }
  for (const part of ['hide', 'readOnly'] as const) {
    for (const [index, path] of (grant[part] ?? []).entries()) {
      yield* checkGranted(context, grant.resource, path, file, toPointer(pointer, part, index))
    }
  }
}

function* checkGranted(context: RuleContext, resource: string, path: string, file: string, pointer: string): Iterable<Problem> {
  const ledger = context.model.ledgers.get(resource)
  if (ledger === undefined) return yield* checkPath(context, context.model.entities.get(resource), path, file, pointer)
  const figures = [...ledger.measures, ...(ledger.derived ?? []), ...(ledger.attributes ?? [])].map(({ name }) => name)
  if (!figures.includes(path)) yield unknownName(path, figures, file, pointer)
}
