import { localize } from '@formwork/platform/error/index.ts'
import type { FieldDefinition } from '@formwork/platform/definition/types.ts'
import { defineFieldType, equalityOperators, type CheckedValue } from '@formwork/platform/plugin/index.ts'
import { checkList } from '../check-list.ts'
import { labelOf } from '../label-of.ts'
import { wrongType } from '../wrong-type.ts'

/** The linker puts a dictionary's items into `options`, so that a field always carries its own choices. */
export const select = defineFieldType({
  name: 'select',
  label: { zh: '选项', en: 'Select' },
  options: {
    options: { $ref: 'vocabulary.schema.json#/$defs/options' },
    dictionary: { $ref: 'vocabulary.schema.json#/$defs/dictionaryName' },
    choices: {
      description: 'A ranked look-up whose value is the list of the options that may be taken here, by the fields of the row.',
      $ref: 'vocabulary.schema.json#/$defs/matchName',
    },
    multiple: { type: 'boolean' },
    face: { description: 'As a list to open (usual), or all choices side by side.', enum: ['list', 'radio', 'checkbox'] },
  },
  feelType: 'string',
  column: (field) => ({ kind: field.multiple ? 'json' : 'text' }),
  check: (value, field) => (field.multiple ? checkList(value, field, checkOption) : checkOption(value, field)),
  toJson: (value) => value,
  format: (value, field, language) =>
    [value]
      .flat()
      .map((name) => describeOption(name as string, field, language))
      .join(language === 'zh' ? '、' : ', '),
  operators: [...equalityOperators, 'contains'],
})

function checkOption(value: unknown, field: FieldDefinition): CheckedValue {
  if (typeof value !== 'string') return wrongType('text', value)
  if (field.options?.some((option) => option.name === value)) return { value }
  return { problem: { code: 'not-an-option', parameters: { value, label: labelOf(field) } } }
}

/** An option that was taken away since is shown by its name. */
function describeOption(name: string, field: FieldDefinition, language: 'zh' | 'en'): string {
  const option = field.options?.find((candidate) => candidate.name === name)
  return option ? localize(option.label, language) : name
}
