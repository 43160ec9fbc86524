import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeEachDatabase } from '../../store/contract/databases.fixture.ts'
import { problemsOf, verifyProcesses } from '../../store/process/verify-processes.ts'
import { ApprovalWorkspace } from './approval-workspace.fixture.ts'

await describeEachDatabase('the check of processes', ({ open }) => {
  let opened: ApprovalWorkspace
  beforeEach(async () => {
    opened = await ApprovalWorkspace.open(await open())
  })
  afterEach(() => opened.workspace.close())

  const check = async () => (await opened.workspace.database.read((reading) => verifyProcesses(reading)))[0]!
  const write = (sql: string): Promise<unknown> =>
    opened.workspace.database.write(async (transaction) => {
      await transaction.run({ sql }, [])
    })

  it('finds nothing wrong while tasks are open, nor afterwards', async () => {
    const { id } = await opened.submit()
    expect(await check()).toMatchObject({ check: 'processes', broken: 0 })
    expect(Object.values((await opened.stateOf(id)).seats).filter(({ status }) => status === 'open')).not.toEqual([])
    await opened.run('cancel', { entity: 'request', id, version: 1 }, 'anna').catch(() => undefined)
    expect(await check()).toMatchObject({ broken: 0 })
  })

  it.each([
    ['a task of a process that has ended', "update process_instance set status = 'ended'", /task ".+" of a process that has ended/],
    ['a task that nobody finds', "update seat set box = null where box = 'todo'", /task ".+" lies in nobody's box/],
  ])('finds %s', async (_what, sql, message) => {
    await opened.submit()
    await write(sql)
    expect(await check()).toMatchObject({ broken: 1, first: expect.stringMatching(message) as string })
  })

  it('finds a token that waits for nothing, a task without a token, and one that is not open', async () => {
    const { id } = await opened.submit()
    const state = await opened.stateOf(id)
    const todo = Object.values(state.seats).flatMap(({ key, status }) => (status === 'open' ? [key] : []))
    expect(problemsOf(state, todo)).toEqual([])
    const idle = Object.fromEntries(Object.entries(state.tokens).map(([key, token]) => [key, { ...token, rest: null }]))
    expect(problemsOf({ ...state, tokens: idle }, todo)).toEqual(Object.values(idle).map(({ node }) => `"${node}" waits for nothing`))
    expect(problemsOf({ ...state, tokens: {} }, todo)[0]).toMatch(/^task ".+" has no token$/)
    expect(problemsOf(state, [...todo, 999])).toEqual(['task 999 is not open'])
  })
})
