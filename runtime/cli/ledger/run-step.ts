import { suggestion } from '@formwork/platform/definition/suggestion.ts'
import type { JsonObject } from '@formwork/platform/value/index.ts'
import { wordsFor } from './aliases.ts'
import type { BookRunner } from './book-runner.ts'
import { dun, revalueCurrency } from './currency-steps.ts'
import { assemble, landCost, moveGoods, revise } from './goods-steps.ts'
import { credit, owe, setLimit, settle, settleBetween, writeOff } from './open-steps.ts'
import type { Step } from './read-steps.ts'
import { shadow } from './shadow.ts'
import { amend, closePeriod, reopenPeriod, switchMethod, undo } from './time-steps.ts'

/** Does a step; what it finds besides the state is shown with it. */
export type Run = (runner: BookRunner, step: Step) => Promise<JsonObject | void>

/** Every kind of step. */
const steps: Readonly<Record<string, Run>> = {
  receive: (runner, step) => moveGoods(runner, step, 'receive', 'debt'),
  issue: (runner, step) => moveGoods(runner, step, 'issue', 'claim'),
  transfer: (runner, step) => moveGoods(runner, step, 'transfer'),
  send: (runner, step) => moveGoods(runner, step, 'send'),
  arrive: (runner, step) => moveGoods(runner, step, 'arrive'),
  return: (runner, step) => moveGoods(runner, step, runner.find(step, step.required('of')).entity === 'issue' ? 'return-in' : 'return-out'),
  'return-in': (runner, step) => moveGoods(runner, step, 'return-in'),
  'return-out': (runner, step) => moveGoods(runner, step, 'return-out'),
  reconcile: (runner, step) => moveGoods(runner, step, 'count'),
  revalue: (runner, step) => moveGoods(runner, step, 'revalue'),
  revise,
  'landed-cost': landCost,
  assemble,
  standard: (runner, step) => moveGoods(runner, step, 'standard'),
  owe,
  settle,
  credit,
  advance: (runner, step) => owe(runner, step, 'advance on claim'),
  'write-off': writeOff,
  net: (runner, step) => settleBetween(runner, step, 'net'),
  'hand-over': (runner, step) => settleBetween(runner, step, 'hand-over'),
  'revalue-currency': revalueCurrency,
  dun,
  limit: setLimit,
  void: (runner, step) => undo(runner, step, 'void'),
  unpost: (runner, step) => undo(runner, step, 'unpost'),
  amend: (runner, step) => amend(runner, step, (again) => runStep(runner, again)),
  close: closePeriod,
  reopen: reopenPeriod,
  switch: switchMethod,
  shadow,
  show: async (_runner, step) => {
    step.allow('by', 'buckets')
    if (step.has('by') && !['due', 'date'].includes(step.required('by'))) throw step.refuseWord(step.required('by'), ['due', 'date'])
  },
}

/** Errors: `bad-request` for what is not understood, else the refusal of the engine. */
export async function runStep(runner: BookRunner, step: Step): Promise<JsonObject | void> {
  const run = Object.hasOwn(steps, step.do) ? steps[step.do]! : undefined
  if (run === undefined) {
    const own = new Set(Object.keys(steps))
    const meant = suggestion(step.do, wordsFor('verbs', own))
    const all = [...own].join(', ')
    throw step.refuse(
      { zh: `没有这种步骤${meant.zh}；可用：${all}`, en: `there is no such step${meant.en}; there are: ${all}` },
      { word: step.do },
    )
  }
  return run(runner, step)
}
