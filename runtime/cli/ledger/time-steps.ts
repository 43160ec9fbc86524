import { formatId } from '@formwork/platform/value/index.ts'
import { methodOf } from './aliases.ts'
import { dayOf, type BookRunner, type DoneStep } from './book-runner.ts'
import type { Step } from './read-steps.ts'

/** Takes a step back. */
export async function undo(runner: BookRunner, step: Step, command: 'void' | 'unpost'): Promise<void> {
  step.allow('of')
  await undoStep(runner, step, step.required('of'), command)
}

async function undoStep(runner: BookRunner, step: Step, name: string, command: 'void' | 'unpost'): Promise<void> {
  for (const part of runner.partsOf(name)) await undoRecord(runner, part, command)
  await undoRecord(runner, runner.find(step, name), command)
}

async function undoRecord(runner: BookRunner, source: DoneStep, command: 'void' | 'unpost'): Promise<void> {
  const answer = await runner.execute(command, { entity: source.entity, id: formatId(source.record), version: source.version })
  source.version = Number(answer.version ?? source.version + 1)
}

/** A step is taken back and done again with what is said here; when that is refused, it stands as it was. */
export async function amend(runner: BookRunner, step: Step, run: (step: Step) => Promise<unknown>): Promise<void> {
  const name = step.required('of')
  const { step: before } = runner.find(step, name)
  await undoStep(runner, step, name, 'void')
  try {
    await run(before.changed(step))
  } catch (error) {
    await run(before)
    throw error
  }
  runner.done.set(name, runner.find(step, step.name))
}

export async function closePeriod(runner: BookRunner, step: Step): Promise<void> {
  step.allow('period', 'accept')
  await runner.execute('close-period', {
    end: dayOf(step).toString(),
    ...(step.has('period') ? { name: step.required('period') } : {}),
    ...(step.has('accept') ? { accept: step.texts('accept') } : {}),
  })
}

export async function reopenPeriod(runner: BookRunner, step: Step): Promise<void> {
  step.allow('period')
  await runner.execute('reopen-period', { period: step.text('period') ?? dayOf(step).toString().slice(0, 7) })
}

export async function switchMethod(runner: BookRunner, step: Step): Promise<void> {
  step.allow('method')
  await runner.execute('switch-costing', { ledger: 'goods', from: dayOf(step).toString(), method: methodOf(step.required('method')) })
}
