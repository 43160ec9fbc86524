import { printFeel } from '@formwork/platform/expression/index.ts'
import { fail } from '@formwork/platform/error/index.ts'
import { parseId } from '@formwork/platform/value/index.ts'
import { planOf } from '../../engine/record/entity-plan.ts'
import { compileFormula, evaluateFormula } from '../../engine/record/formula.ts'
import { lineContext, recordContext } from '../../engine/record/record-context.ts'
import { authorizeDesign } from '../../query/definitions/authorize-design.ts'
import { requireRecord } from '../access.ts'
import { withFacts } from '../load-facts.ts'
import { idSchema, nameSchema, objectSchema } from '../request.ts'
import type { Unit, UseCase } from '../unit.ts'

interface FormulaBody {
  readonly entity: string
  readonly id: string
  /** `=…` */
  readonly formula: string
  /** Lines field whose first row it is evaluated in. */
  readonly lines?: string
}

/**
 * What a formula gives on a record as it is stored, under the rights of who asks: hidden fields read as empty. `problems`
 * are what DMN calls an error, in words. Errors: `not-permitted`, `unknown-record`, `expression-syntax`, `expression-too-large`.
 */
export const previewFormula: UseCase = {
  name: 'preview-formula',
  help: { zh: '用一条记录试算公式', en: 'Tells what a formula gives on a record' },
  request: {
    ...objectSchema({ entity: nameSchema, id: idSchema, formula: { type: 'string', minLength: 2, maxLength: 10_000 }, lines: nameSchema }, [
      'entity',
      'id',
      'formula',
    ]),
  },
  async run(unit: Unit, body: FormulaBody) {
    authorizeDesign(unit.authority)
    if (!unit.model.entities.has(body.entity)) throw fail('unknown-entity', { entity: body.entity })
    const plan = planOf(unit.model, unit.registry, body.entity)
    const record = await requireRecord(unit, plan, parseId(body.id, 'id'), 'view')
    const formula = compileFormula(body.formula, body.formula, unit.registry)
    const hides = unit.facts.hides
    unit.facts.hides = (entity, path) => unit.authority.fields(entity).hidden.has(path)
    try {
      const { value, diagnostics } = await withFacts(unit, () => {
        const whole = recordContext(unit.facts, record)
        const row = body.lines === undefined ? undefined : record.lines[body.lines]?.[0]
        const scope = row === undefined ? whole : lineContext(unit.facts, plan, body.lines!, row, whole)
        return evaluateFormula(formula, scope, unit.facts)
      })
      return { value: value === null ? null : printFeel(value), problems: diagnostics.map(({ message }) => message[unit.command.language]) }
    } finally {
      unit.facts.hides = hides
    }
  },
}
