import { describe, expect, it } from 'vitest'
import { describeField } from '../describe-field.fixture.ts'
import { reference } from './index.ts'

describeField(reference, {
  accepts: [
    [{}, '12', '12', '12'],
    [{ multiple: true }, ['12', '7', '12'], ['12', '7']],
  ],
  refuses: [
    [{}, 12, 'wrong-type'],
    [{}, '012', 'bad-id'],
    [{}, '0', 'bad-id'],
    [{}, '-1', 'bad-id'],
    [{}, '9007199254740992', 'bad-id'],
    [{ multiple: true }, ['x'], 'bad-id'],
  ],
})

describe('columns of references', () => {
  it('hold one id with its entity, or a list', () => {
    const field = { name: 'party', type: 'reference', entity: 'party' }
    expect(reference.column(field)).toEqual({ kind: 'integer', reference: 'party' })
    expect(reference.column({ ...field, multiple: true })).toEqual({ kind: 'json' })
  })
})
