import type { EntityDefinition, FieldDefinition } from '@formwork/platform/definition/types.ts'
import { expect, it } from 'vitest'
import { beginsFromSource } from './begins-from-source.ts'

const reference = (more: Partial<FieldDefinition>): EntityDefinition =>
  ({ fields: [{ name: 'source', label: { zh: '来源' }, type: 'reference', entity: 'order', ...more }] }) as unknown as EntityDefinition

it.each([
  ['required and never typed', { required: true, readOnly: true }, true],
  ['typed by whoever writes it', { required: true }, false],
  ['left empty as well', { readOnly: true }, false],
  ['with a default', { required: true, readOnly: true, default: '=user' }, false],
  ['computed', { required: true, readOnly: true, formula: '=order.source' }, false],
  ['required on a condition only', { required: '=total > 0', readOnly: true }, false],
] as const)('a head whose source is %s', (_words, more, expected) => {
  expect(beginsFromSource(reference(more as Partial<FieldDefinition>))).toBe(expected)
})
