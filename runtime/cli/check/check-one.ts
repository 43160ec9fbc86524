import { unknownName } from '@formwork/platform/definition/check-path.ts'
import type { Model } from '@formwork/platform/definition/model.ts'
import type { Problem } from '@formwork/platform/definition/problem.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import type { Cast } from './sample-cast.ts'

export interface ScenarioContext {
  readonly model: Model
  readonly registry: Registry
  readonly file: string
  /** Who and what is known so far. */
  readonly cast: Cast
}

/** A name of a scenario is one that is known there; where nothing is said nothing is checked. */
export function* checkOne(
  { file }: ScenarioContext,
  name: string | undefined,
  known: Iterable<string>,
  pointer: string,
): Iterable<Problem> {
  if (name === undefined) return
  const names = new Set(known)
  if (!names.has(name)) yield unknownName(name, names, file, pointer)
}
