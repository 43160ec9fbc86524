import type { FormSection } from './form-schema.ts'

/** A field alone in a section with a name needs no second name. */
export function isBare(sections: readonly FormSection[], name: string): boolean {
  const section = sections.find((candidate) => candidate.fields.some((field) => field.name === name))
  return section !== undefined && section.fields.length === 1 && section.label !== undefined
}
