import type { ErrorObject } from 'ajv'
import { describeSchemaError } from './describe-schema-error.ts'

/** What a schema found: a JSON pointer, a stable code (`schema/<keyword>`) and a message in both languages. */
export interface SchemaFinding {
  pointer: string
  code: string
  message: { zh: string; en: string }
}

/** Errors of ajv as findings; what only explains an alternative that was not taken is left out. */
export function toFindings(errors: readonly ErrorObject[]): SchemaFinding[] {
  const alternatives = errors.filter((error) => error.keyword === 'anyOf')
  const explains = (error: ErrorObject): boolean =>
    error.keyword === 'if' ||
    alternatives.some((whole) => whole !== error && error.schemaPath.startsWith(`${whole.schemaPath}/`)) ||
    alternatives.some(
      (whole) => whole !== error && error.instancePath === whole.instancePath && error.keyword !== 'anyOf' && isBranchOf(error, whole),
    ) ||
    isNameDetail(error, errors)
  return errors
    .filter((error) => !explains(error))
    .map((error) => ({
      pointer: pointerOf(error),
      code: `schema/${error.keyword}`,
      message: describeSchemaError(error),
    }))
}

/** A branch by reference reports under the path of what it refers to. */
function isBranchOf(error: ErrorObject, whole: ErrorObject): boolean {
  const branches = whole.schema as { $ref?: string }[]
  return branches.some((branch) => branch.$ref !== undefined && error.schemaPath.startsWith(`${branch.$ref}/`))
}

/** `propertyNames` repeats what the schema of names says. */
function isNameDetail(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return (
    error.propertyName !== undefined &&
    errors.some((other) => other.keyword === 'propertyNames' && other.instancePath === error.instancePath)
  )
}

function pointerOf(error: ErrorObject): string {
  const parameters = error.params as { additionalProperty?: string; propertyName?: string }
  const property =
    error.keyword === 'additionalProperties'
      ? parameters.additionalProperty
      : error.keyword === 'propertyNames'
        ? parameters.propertyName
        : undefined
  return property === undefined ? error.instancePath : `${error.instancePath}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`
}
