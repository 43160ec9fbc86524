import { planTimer } from '@formwork/platform/definition/bpmn/timer.ts'
import type { EventDefinitionElement } from '@formwork/platform/plugin/contracts/element.ts'

/** BPMN 10.5.4: a timer happens at a date, after a duration, or as a cycle says (ISO 8601). Time is elapsed time. */
export const timer: EventDefinitionElement = {
  group: 'event-definition',
  name: 'bpmn:TimerEventDefinition',
  label: { zh: '定时', en: 'Timer' },
  catches: ['start', 'event-start', 'catch', 'boundary'],
  throws: [],
  plan(moves, token, definition) {
    const planned = planTimer(definition.timer!.kind, moves.resolve(token, definition.timer!.value), moves.now, moves.timeZone)
    return { kind: 'timer', due: planned?.due ?? null, cycle: planned?.cycle ?? null }
  },
}
