import type { Model } from '@formwork/platform/definition/model.ts'
import type { ScenarioStep } from '@formwork/platform/definition/types.ts'
import { DEFAULT_TIME_ZONE } from '@formwork/platform/value/index.ts'
import { Clock } from '../../host/sandbox/clock.ts'
import { SANDBOX_TODAY } from '../../host/sandbox/open-sandbox.ts'
import { samplesOf } from '../../host/sandbox/run-sample.ts'
import { stepsOfSample } from '../../host/sandbox/steps-of-sample.ts'

/** The people and the records that steps may speak of, as far as the story is told. */
export class Cast {
  /** Logins. */
  readonly people: Set<string>
  /** Kept names, with their entity. */
  readonly records: Map<string, string>

  constructor(like?: Cast) {
    this.people = new Set(like?.people)
    this.records = new Map(like?.records)
  }

  tell(model: Model, { entity, record, conversion, keep, values }: ScenarioStep): void {
    const known = entity ?? this.records.get(record ?? '')
    const made = conversion === undefined ? known : model.conversions.get(conversion)?.to
    const { login } = (values ?? {}) as { login?: unknown }
    if (made === 'person' && typeof login === 'string') this.people.add(login)
    if (keep !== undefined && made !== undefined) this.records.set(keep, made)
  }
}

/** Who and what is known when a sample, and those that it requires, have been told. */
export function sampleCast(model: Model, name: string | undefined): Cast {
  const cast = new Cast()
  const clock = new Clock({ today: SANDBOX_TODAY, timeZone: model.template.timeZone ?? DEFAULT_TIME_ZONE })
  const done = new Set<string>()
  const tell = (wanted: string): void => {
    const sample = samplesOf(model).find((each) => each.name === wanted)
    if (sample === undefined || done.has(wanted)) return
    done.add(wanted)
    for (const required of sample.requires ?? []) tell(required)
    for (const step of stepsOfSample(sample, clock)) cast.tell(model, step)
  }
  if (name !== undefined) tell(name)
  return cast
}
