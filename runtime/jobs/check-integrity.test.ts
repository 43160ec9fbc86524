import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSandbox, type Sandbox } from '../host/sandbox/open-sandbox.ts'
import { runSample } from '../host/sandbox/run-sample.ts'
import { sandboxWorkspace } from '../host/sandbox/sandbox-workspace.ts'
import { StepRunner } from '../host/sandbox/step-runner.ts'
import { notesTemplate } from '../server/fixture/notes-template.fixture.ts'
import { checkIntegrity } from './check-integrity.ts'
import type { ClaimedJob } from './job-handler.ts'

let sandbox: Sandbox
let runner: StepRunner
beforeEach(async () => {
  sandbox = await openSandbox({ files: notesTemplate, registry: createServerRegistry() })
  runner = new StepRunner(sandbox.workspace, sandbox.clock, 'people')
  await runSample(runner, sandbox.model, 'people')
})
afterEach(() => sandbox.close())

const check = () => checkIntegrity.run(sandboxWorkspace(sandbox.workspace), {} as ClaimedJob)
const damage = (sql: string) => sandbox.workspace.database.write(async (transaction) => transaction.run({ sql }, []))
const notices = () =>
  sandbox.workspace.database.read(async (reading) => reading.all({ sql: "select kind, content from notice where kind = 'integrity'" }, []))
const perform = (step: Omit<ScenarioStep, 'name'>): Promise<unknown> =>
  runner.run({ name: 'step', ...step } as ScenarioStep).then(
    () => 'done',
    (error: unknown) => error,
  )
const post = () =>
  perform({ do: 'submit', as: 'admin', entity: 'note', values: { party: 'north', lines: [{ article: 'ink', quantity: '1' }] } })

describe('the hourly check', () => {
  it('stops posting to a ledger that does not agree, tells who can act, and lets it go on when it is whole again', async () => {
    await check()
    expect(await notices()).toEqual([])
    await damage('update balance_1 set m1 = m1 + 1')
    await check()
    await check()
    expect(await notices()).toHaveLength(1)
    expect(await post()).toMatchObject({
      code: 'ledger-stopped',
      parameters: { ledger: 'holding', row: expect.stringContaining('balances') as string },
    })
    expect(await perform({ do: 'save', as: 'admin', entity: 'item', values: { code: 'I2', name: 'Pen' } })).toBe('done')
    await damage('update balance_1 set m1 = m1 - 1')
    await check()
    expect(await notices()).toHaveLength(2)
    expect(await post()).toBe('done')
  })
})
