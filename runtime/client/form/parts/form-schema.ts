import type { EntityDefinition, FormDefinition } from '@formwork/platform/definition/types.ts'
import type { SchemaNode } from './form-kit-types.ts'

export interface FormSection {
  name: string
  label?: FormDefinition['sections'][number]['label']
  columns: number
  fields: { name: string; span?: number }[]
}

/** The sections of an entity's form; an entity without a form shows its fields in three columns. */
export function sectionsOf(entity: EntityDefinition, form: FormDefinition | undefined): FormSection[] {
  if (form !== undefined) return form.sections.map((section) => ({ ...section, columns: section.columns ?? 3 }))
  const plain = entity.fields.filter((field) => field.type !== 'lines' && field.hidden !== true)
  const lines = entity.fields.filter((field) => field.type === 'lines')
  const sections: FormSection[] = [{ name: 'fields', columns: 3, fields: plain.map(({ name }) => ({ name })) }]
  return lines.length === 0 ? sections : [...sections, { name: 'lines', columns: 1, fields: lines.map(({ name }) => ({ name })) }]
}

/** Header fields shown large under the lines are not shown a second time above. */
export function totalsOf(form: FormDefinition | undefined): NonNullable<FormDefinition['totals']> {
  return form?.totals ?? []
}

/**
 * Our form definition as a FormKit schema. Only names and fixed structure go into it; every text and every state is read
 * from the data object, so that nothing in a definition can become markup.
 */
export function compileForm(sections: readonly FormSection[], isLines: (name: string) => boolean): SchemaNode[] {
  return sections.map((section, index) => ({
    $el: 'section',
    if: `$sections.s${index}.visible`,
    attrs: { class: 'form-section' },
    children: [
      { $el: 'h2', if: `$sections.s${index}.label`, attrs: { class: 'form-section-name' }, children: `$sections.s${index}.label` },
      {
        $el: 'div',
        attrs: { class: 'form-columns', 'data-columns': String(Math.min(4, Math.max(1, section.columns))) },
        children: section.fields.map(({ name, span }) => ({
          $formkit: isLines(name) ? 'lines' : 'field',
          if: `$fields.${name}.visible`,
          name,
          key: name,
          id: `field-${name}`,
          'data-span': span === undefined ? undefined : String(span),
          bind: `$fields.${name}.bind`,
        })) as SchemaNode[],
      },
    ],
  }))
}
