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

const from = (account: string, address = 'here') => ({ account, address })

describe('sign-in limits', () => {
  it('lets five attempts pass and makes the sixth wait, twice as long each time', () => {
    let now = 0
    const limits = new SignInLimits(() => now)
    for (let attempt = 0; attempt < 5; attempt++) limits.begin(from('zhang'))
    expect(refusal(() => limits.begin(from('zhang', 'elsewhere')))).toEqual(['too-many-requests', 1])
    now += 1000
    expect(refusal(() => limits.begin(from('zhang')))).toBeUndefined()
    expect(refusal(() => limits.begin(from('zhang')))).toEqual(['too-many-requests', 2])
    expect(refusal(() => limits.begin(from('other')))).toBeUndefined()
  })

  it('forgets the account after a success, and takes the attempt off the address', () => {
    const limits = new SignInLimits(() => 0)
    for (let attempt = 0; attempt < 200; attempt++) {
      limits.begin(from('zhang'))
      limits.succeed(from('zhang'))
    }
    expect(refusal(() => limits.begin(from('zhang')))).toBeUndefined()
  })

  it('makes an address wait that tries many accounts', () => {
    const limits = new SignInLimits(() => 0)
    for (let attempt = 0; attempt < 50; attempt++) limits.begin(from(`guess-${attempt}`))
    expect(refusal(() => limits.begin(from('next')))).toEqual(['too-many-requests', 1])
    expect(refusal(() => limits.begin(from('next', 'elsewhere')))).toBeUndefined()
  })
})
