import type {
  AlertDefinition,
  AutomationDefinition,
  Definition,
  FieldDefinition,
  ScenarioStep,
} from '@formwork/platform/definition/types.ts'
import { nameOf, propertyTitle } from '../../workspace/words.ts'
import type { StoryScope } from './story-scope.ts'

/** What a step can be given: fields of its record, or what its kind asks for instead. */
export function fieldsOfStep(step: ScenarioStep, scope: StoryScope): readonly FieldDefinition[] {
  const own = fieldsOfKind(step, scope)
  if (own !== undefined) return own
  const entity = step.entity ?? (step.record === undefined ? undefined : scope.kept(step.record)?.entity)
  return (entity === undefined ? undefined : scope.known.entity(entity)?.fields) ?? []
}

function fieldsOfKind(step: ScenarioStep, scope: StoryScope): readonly FieldDefinition[] | undefined {
  switch (step.do) {
    case 'save-settings':
      return scope.known.settings?.() ?? []
    case 'choose-profile':
      return [oneOf('profile', scope.all('profile'))]
    case 'start-batch':
      return [oneOf('batch', scope.all('batch')), groupOf('parameters', batchParameters(step, scope))]
    case 'refresh-alerts':
      return [oneOf('rule', scope.all<AlertDefinition>('alert'))]
    case 'switch-modules':
      return [groupOf('modules', scope.all('module').map(switchOf))]
    case 'reopen-period':
      return [{ name: 'period', type: 'text' } as unknown as FieldDefinition]
    case 'close-period':
      return [{ name: 'end', type: 'date' } as unknown as FieldDefinition]
    case 'press-button':
      return [oneOf('automation', buttons(scope.all<AutomationDefinition>('automation')))]
    default:
      return undefined
  }
}

type Called = Pick<Definition, 'name' | 'label'>

const switchOf = ({ name, label }: Called): FieldDefinition => ({ name, label, type: 'switch' }) as unknown as FieldDefinition
/** Values that stand together under a name. */
const groupOf = (name: string, fields: readonly FieldDefinition[]): FieldDefinition =>
  ({ name, label: propertyTitle(name), type: 'group', fields }) as unknown as FieldDefinition

function batchParameters({ values }: ScenarioStep, scope: StoryScope): readonly FieldDefinition[] {
  const batch = scope.definition<Extract<Definition, { kind: 'batch' }>>('batch', (values as { batch?: string } | undefined)?.batch)
  return (batch?.parameters ?? []) as readonly FieldDefinition[]
}

const buttons = (automations: readonly AutomationDefinition[]): Called[] =>
  automations.filter(({ on }) => on.button !== undefined).map(({ name, label, on }) => ({ name, label: on.button ?? label }))

const oneOf = (name: string, definitions: readonly Called[]): FieldDefinition =>
  ({
    name,
    type: 'select',
    options: definitions.map((each) => ({ name: each.name, label: nameOf(each as { name: string }) })),
  }) as unknown as FieldDefinition
