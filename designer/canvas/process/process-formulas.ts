import { writeTree } from '@formwork/platform/definition/bpmn/tree/index.ts'
import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { namesUnder, recordNames, roleNames, type FormulaName, type Known } from '../../panels/formula-names.ts'
import type { FormulaPlace } from '../../panels/formula-place.ts'
import { changeBranch } from './tree-edits.ts'
import type { OpenProcess } from './use-process.ts'

type Translate = (key: string) => string

const NO_ENTITY = { kind: 'entity', name: '', label: '', fields: [] } as unknown as EntityDefinition
const NO_FIELD = { name: '', type: 'text' } as FieldDefinition

/** What formulas of a process read: its record, who began it, who acts. */
function processNames(entity: EntityDefinition | undefined, known: Known, t: Translate): FormulaName[] {
  const person = known.entity('person')?.fields ?? []
  const people = [
    ['initiator', t('design.formula.initiator')],
    ['user', t('design.formula.user')],
  ] as const
  return [
    ...(entity === undefined ? [] : recordNames(entity, known)),
    ...roleNames(known),
    ...people.flatMap(([name, label]) => [{ name, label }, ...namesUnder(`${name}.`, label, person, known).slice(1)]),
  ]
}

/** The condition of a way stands in the diagram: it is checked there, and told where it is typed. */
export function conditionPlace(process: OpenProcess, branch: string, known: Known, t: Translate): FormulaPlace {
  return {
    file: process.file.value,
    at: [],
    entity: process.entity.value ?? NO_ENTITY,
    field: NO_FIELD,
    names: processNames(process.entity.value, known, t),
    check: {
      lay: async (formula) => {
        const tree = changeBranch(process.tree.value!, branch, { condition: `=${formula}` })
        return [{ path: process.file.value, text: await writeTree(process.text.value, tree) }]
      },
      isOwn: ({ file, pointer }) => file === process.file.value && pointer === `/${branch}`,
    },
  }
}

/** A formula among the settings of a step. */
export function settingPlace(process: OpenProcess, step: string, known: Known, t: Translate): FormulaPlace {
  return {
    file: process.path,
    at: ['elements', step],
    entity: process.entity.value ?? NO_ENTITY,
    field: NO_FIELD,
    names: processNames(process.entity.value, known, t),
  }
}
