import { isAppError } from '../error/index.ts'
import { Decimal, parseJsonObject, type JsonObject, type JsonValue } from '../value/index.ts'
import type { DefinitionFile } from './model.ts'
import type { Definition } from './types.ts'
import { problemFromError, toPointer, type Problem } from './problem.ts'

/** Longest definition file, in characters. */
const LONGEST_FILE = 4_000_000

/** The definition in a `.json` file; other files (diagrams, notes, pictures) have none. */
export function readDefinition(file: DefinitionFile): { definition?: Definition; problems: Problem[] } {
  if (!file.path.endsWith('.json')) return { problems: [] }
  if (file.text.length > LONGEST_FILE) {
    return { problems: [problemFromError(file.path, { code: 'too-large', parameters: { limit: LONGEST_FILE } })] }
  }
  try {
    const value = parseJsonObject(file.text, { numbers: 'integer' })
    const problems = findDecimals(value, '').map((pointer) => decimalProblem(file.path, pointer))
    return problems.length > 0 ? { problems } : { definition: value as unknown as Definition, problems }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { problems: [problemFromError(file.path, { code: error.code, parameters: error.parameters, path: error.path })] }
  }
}

/** Where numbers stand that are not whole: decimals are written as text, so that every tool keeps their digits. */
function findDecimals(value: JsonValue, pointer: string): string[] {
  if (value instanceof Decimal) return [pointer]
  if (Array.isArray(value)) return value.flatMap((item, index) => findDecimals(item, toPointer(pointer, index)))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value as JsonObject).flatMap(([key, item]) => findDecimals(item, toPointer(pointer, key)))
}

function decimalProblem(file: string, pointer: string): Problem {
  const message = { zh: '小数请写成文本，例如 "0.05"', en: 'Write decimals as text, for example "0.05"' }
  return { severity: 'error', code: 'decimal-as-text', message, file, pointer }
}
