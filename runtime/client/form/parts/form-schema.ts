import type { EntityDefinition, FormDefinition } from '@formwork/platform/definition/types.ts'
import type { SchemaNode } from './form-kit-types.ts'

export type FormSection = FormDefinition['sections'][number] & { columns: number }
export type FormTab = NonNullable<FormDefinition['tabs']>[number]

/** Sections that stand one below the other, or neighbours that share tabs. */
export interface FormBlock {
  name: string
  sections: readonly FormSection[]
  tabs: readonly FormTab[]
}

/** Neighbouring sections on tabs are one block; a tab without sections is not shown. */
export function blocksOf(sections: readonly FormSection[], tabs: readonly FormTab[]): FormBlock[] {
  const blocks: { name: string; sections: FormSection[]; tabs: FormTab[] }[] = []
  for (const section of sections) {
    const tab = tabs.find(({ name }) => name === section.tab)
    const last = blocks.at(-1)
    if (last === undefined || last.tabs.length > 0 !== (tab !== undefined)) {
      blocks.push({ name: section.name, sections: [section], tabs: tab === undefined ? [] : [tab] })
    } else {
      last.sections.push(section)
      if (tab !== undefined && !last.tabs.includes(tab)) last.tabs.push(tab)
    }
  }
  return blocks.map((block) => ({ ...block, tabs: tabs.filter((tab) => block.tabs.includes(tab)) }))
}

/** The sections of an entity's form; an entity without a form shows its fields in three columns. */
export function sectionsOf(entity: EntityDefinition, form: FormDefinition | undefined): FormSection[] {
  if (form !== undefined) return form.sections.map((section) => ({ ...section, columns: section.columns ?? 3 }))
  const plain = entity.fields.filter((field) => field.type !== 'lines' && field.hidden !== true)
  const lines = entity.fields.filter((field) => field.type === 'lines')
  const sections: FormSection[] = [{ name: 'fields', columns: 3, fields: plain.map(({ name }) => ({ name })) }]
  return lines.length === 0 ? sections : [...sections, { name: 'lines', columns: 1, fields: lines.map(({ name }) => ({ name })) }]
}

/** A section that is there without fields: a text, or records that are related. One whose fields are all hidden is not. */
export const isFree = (section: FormSection): boolean =>
  section.related !== undefined || (Boolean(section.note) && section.fields.length === 0)

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
    attrs: { class: section.divider === true ? 'form-section divided' : 'form-section' },
    children: [
      { $cmp: 'SectionHead', if: `$sections.s${index}.label`, bind: `$sections.s${index}.head` },
      { $el: 'p', if: `$sections.s${index}.note`, attrs: { class: 'form-section-note' }, children: `$sections.s${index}.note` },
      ...(section.related === undefined
        ? []
        : [{ $cmp: 'RelatedSection', if: `$sections.s${index}.related`, props: { related: `$sections.s${index}.related` } }]),
      {
        $el: 'div',
        attrs: {
          class: 'form-columns',
          hidden: `$sections.s${index}.folded`,
          'data-columns': String(Math.min(MOST_COLUMNS, Math.max(1, section.columns))),
        },
        children: section.fields.map(({ name }) => ({
          $formkit: isLines(name) ? 'lines' : 'field',
          if: `$fields.${name}.visible`,
          name,
          key: name,
          id: `field-${name}`,
          bind: `$fields.${name}.bind`,
        })) as SchemaNode[],
      },
    ],
  }))
}

/** A field over several columns: all of them, or so many; on a screen without room each has its own row. */
export function widthClass(span: number | undefined, columns: number): string | undefined {
  if (span === undefined || span < 2) return undefined
  return span >= Math.min(MOST_COLUMNS, columns) ? 'whole-row' : `columns-${span}`
}
const MOST_COLUMNS = 4
