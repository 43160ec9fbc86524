import { unknownName } from '../check-path.ts'
import type { Source } from '../collect.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import type { EntityDefinition, FieldDefinition, GuideDefinition } from '../types.ts'

type Step = GuideDefinition['steps'][number]

/** Pages of the product that no definition makes. */
const OWN_PAGES = ['tasks', 'alerts', 'notices', 'proxies', 'periods', 'settings', 'me', 'recycle-bin', 'subscriptions', 'public-links']

/** A guide leads to pages that exist, points at fields that they show, and fills in what those fields take. */
export const guides: Rule = {
  name: 'guides',
  *check(context) {
    for (const source of context.collection.of('guide').values()) yield* checkGuide(context, source)
  },
}

function* checkGuide(context: RuleContext, { definition, file }: Source<GuideDefinition>): Iterable<Problem> {
  let page: string | undefined
  for (const [index, step] of definition.steps.entries()) {
    const pointer = toPointer('/steps', index)
    if (step.page !== undefined) yield* checkPage(context, step.page, file, `${pointer}/page`)
    page = step.page ?? page
    yield* checkPlace(context, entityOf(context, page), step, file, pointer)
  }
}

function* checkPage({ model }: RuleContext, page: string, file: string, pointer: string): Iterable<Problem> {
  const [kind = '', name = '', rest] = page.split('/')
  const known = { record: model.entities, list: model.lists, report: model.reports, dashboard: model.dashboards }[kind]
  if (known === undefined) {
    if (page !== '' && !OWN_PAGES.includes(page)) yield unknownName(page, OWN_PAGES, file, pointer)
  } else if (!known.has(name)) yield unknownName(name, known.keys(), file, pointer)
  else if (kind === 'record' ? rest !== 'new' : rest !== undefined) yield unknownName(page, [`${kind}/${name}`], file, pointer)
}

/** The entity whose new record a page shows. */
function entityOf({ model }: RuleContext, page = ''): EntityDefinition | undefined {
  const [kind, name = ''] = page.split('/')
  return kind === 'record' ? model.entities.get(name) : undefined
}

function* checkPlace(
  context: RuleContext,
  entity: EntityDefinition | undefined,
  step: Step,
  file: string,
  pointer: string,
): Iterable<Problem> {
  const { element, button, row, type } = step
  if (element === undefined && button === undefined && row === undefined && type === undefined) return
  const isComplete = entity !== undefined && (element === undefined) !== (button === undefined)
  if (!isComplete || (element === undefined && (row !== undefined || type !== undefined))) {
    yield finding(file, pointer, 'guide-place', {
      zh: '只有新建单据的页面上有可以指的字段或按钮，两者指一个；行号和填写的内容要有字段',
      en: 'only the page of a new record has fields and buttons to point at, one of both; a row and what is typed need a field',
    })
    return
  }
  if (element !== undefined) yield* checkElement(context, entity, step, file, pointer)
}

function* checkElement(context: RuleContext, entity: EntityDefinition, step: Step, file: string, pointer: string): Iterable<Problem> {
  const [first = '', second, ...more] = (step.element ?? '').split('.')
  const top = entity.fields.find(({ name }) => name === first)
  const field = second === undefined ? top : top?.fields?.find(({ name }) => name === second)
  if (field === undefined || field.hidden === true || more.length > 0) {
    const shown = (second === undefined ? entity.fields : (top?.fields ?? [])).filter(({ hidden }) => hidden !== true)
    const names = shown.map(({ name }) => (second === undefined ? name : `${first}.${name}`))
    yield unknownName(step.element ?? '', names, file, `${pointer}/element`)
    return
  }
  if (step.type !== undefined && !mayType(context, field, step.type)) {
    yield finding(file, `${pointer}/type`, 'guide-value', {
      zh: `字段“${field.name}”不能填“${step.type}”`,
      en: `the field "${field.name}" does not take "${step.type}"`,
    })
  }
}

/** A record is named in words; everything else is what the type of the field takes. */
function mayType({ registry }: RuleContext, field: FieldDefinition, text: string): boolean {
  const type = registry.fields.get(field.type)
  if (type === undefined || type.live === true || field.type === 'lines' || field.readOnly === true || field.formula !== undefined) {
    return false
  }
  if (field.type === 'reference') return field.multiple !== true
  return type.check(text, field).problem === undefined
}
