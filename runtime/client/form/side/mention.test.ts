import { expect, test } from 'vitest'
import { mentionAt } from './mention.ts'

test.each([
  ['@', 1, { start: 0, typed: '' }],
  ['请 @李', 4, { start: 2, typed: '李' }],
  ['好的，@wang', 8, { start: 3, typed: 'wang' }],
  ['@李娜 谢谢', 6, undefined],
  ['a@b', 3, undefined],
  ['', 0, undefined],
])('%j at %i', (text, cursor, expected) => expect(mentionAt(text, cursor)).toEqual(expected))
