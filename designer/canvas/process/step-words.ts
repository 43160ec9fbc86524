import { currentLanguage, listSeparator } from '@formwork/runtime/client/i18n/index.ts'
import type { ProcessElement, RolesDefinition } from '@formwork/platform/definition/types.ts'
import { valueWord, nameOf } from '../../workspace/words.ts'
import type { ConditionField } from './condition-fields.ts'
import { readApprovers } from './approver-choice.ts'
import { readCondition } from './condition-choice.ts'

type Say = (key: string, parameters?: Record<string, unknown>) => string

interface Known {
  readonly roles: RolesDefinition['roles']
  readonly fields: readonly ConditionField[]
}

/** Who decides, in words: 角色「财务」. */
function approversInWords(formula: string | undefined, known: Known, t: Say): string {
  const choice = readApprovers(formula)
  const fieldName = (name: string): string =>
    known.fields.find((field) => field.path === name)?.label ?? (name === 'department' ? t('design.who.ownDepartment') : name)
  if (choice.from === 'role') {
    const role = known.roles.find((each) => each.name === choice.value)
    return role === undefined ? t('design.step.nobody') : t('design.who.role', { name: nameOf(role) })
  }
  if (choice.from === 'person') return choice.logins.length === 0 ? t('design.step.nobody') : choice.logins.join(listSeparator())
  if (choice.from === 'field') return t('design.who.field', { name: fieldName(choice.value) })
  if (choice.from === 'departmentField') return t('design.who.departmentField', { name: fieldName(choice.value) })
  if (choice.from === 'initiator') return t('design.who.initiator')
  if ('level' in choice) return t(`design.who.${choice.from}`, { level: choice.level })
  return choice.value === '' ? t('design.step.nobody') : t('design.who.formula')
}

/** What a step does, on its card. */
export function stepInWords(type: string, settings: ProcessElement, known: Known, t: Say): string {
  if (type === 'bpmn:UserTask') {
    const who = approversInWords(settings.assign, known, t)
    return settings.assign === undefined || settings.decide === undefined ? who : `${who} · ${valueWord('decide', settings.decide)}`
  }
  if (settings.cc !== undefined) return approversInWords(settings.cc, known, t)
  if (settings.post === true) return t('design.step.posts')
  return ''
}

/** A condition as a sentence; undefined for what only a formula can say. */
export function conditionInWords(condition: string | null, fields: readonly ConditionField[], t: Say): string | undefined {
  const choice = readCondition(condition)
  if (choice === undefined || choice.parts.length === 0) return undefined
  const words = choice.parts.map(({ field, comparison, value }) => {
    const known = fields.find((each) => each.path === field)
    const name = known?.label ?? field
    if (comparison === 'filled') return t('design.sentence.filled', { name })
    if (value === 'true' || value === 'false') {
      return t(`design.sentence.${(value === 'true') === (comparison === '=') ? 'isYes' : 'isNo'}`, { name })
    }
    return t('design.sentence.compare', { name, sign: t(`design.sign.${SIGNS[comparison]}`), value: known?.say(value) ?? value })
  })
  const gap = currentLanguage() === 'zh' ? '' : ' '
  return words.join(`${gap}${t(`design.sentence.${choice.joined}`)}${gap}`)
}

const SIGNS = { '=': 'is', '!=': 'not', '>': 'above', '>=': 'least', '<': 'below', '<=': 'most' } as const
