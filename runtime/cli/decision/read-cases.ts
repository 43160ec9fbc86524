import { fail } from '@formwork/platform/error/index.ts'

/** Values to decide about, and what should come out. */
export interface DecisionCase {
  readonly name?: string
  readonly input: Readonly<Record<string, unknown>>
  readonly decision?: string
  readonly expect?: unknown
  readonly hasExpectation: boolean
}

/** An object of values is one case; a list holds cases `{ input, … }`. Errors: `wrong-type`. */
export function readCases(json: unknown, decision: string | undefined): DecisionCase[] {
  if (!Array.isArray(json)) return [{ input: readObject(json), decision, hasExpectation: false }]
  return json.map((entry: unknown) => {
    const given = readObject(entry) as Partial<DecisionCase>
    return {
      name: given.name,
      input: readObject(given.input ?? {}),
      decision: given.decision ?? decision,
      expect: given.expect,
      hasExpectation: Object.hasOwn(given, 'expect'),
    }
  })
}

function readObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>
  throw fail('wrong-type', {
    expected: { zh: '按名称给出的值', en: 'values by name' },
    actual: Array.isArray(value) ? 'list' : typeof value,
  })
}
