import { isAppError } from '@formwork/platform/error/index.ts'
import { describe, expect, it } from 'vitest'
import { SignInLimits } from './sign-in-limits.ts'

function refusal(work: () => void): unknown {
  try {
    work()
  } catch (error) {
    return isAppError(error) ? [error.code, error.parameters.seconds] : error
  }
  return undefined
}

describe('sign-in limits', () => {
  it('lets four failures pass and makes the fifth wait, twice as long each time', () => {
    let now = 0
    const limits = new SignInLimits(() => now)
    for (let attempt = 0; attempt < 4; attempt++) limits.fail('zhang')
    expect(refusal(() => limits.check('zhang'))).toBeUndefined()
    limits.fail('zhang')
    expect(refusal(() => limits.check('zhang'))).toEqual(['too-many-requests', 1])
    now += 1000
    expect(refusal(() => limits.check('zhang'))).toBeUndefined()
    limits.fail('zhang')
    expect(refusal(() => limits.check('other', 'zhang'))).toEqual(['too-many-requests', 2])
  })

  it('forgets after a success', () => {
    const limits = new SignInLimits(() => 0)
    for (let attempt = 0; attempt < 9; attempt++) limits.fail('zhang')
    limits.succeed('zhang')
    expect(refusal(() => limits.check('zhang'))).toBeUndefined()
  })
})
