import { compileBpmn, type ProcessSettings } from '@formwork/platform/definition/bpmn/index.ts'
import type { CalendarDefinition, DecisionDefinition } from '@formwork/platform/definition/types.ts'
import { assert, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { ProcessGraph } from '@formwork/platform/plugin/contracts/process-graph.ts'
import { andThen } from '../store/and-then.ts'
import type { MaybePromise, Reading } from '../store/database.ts'
import { readVersion, readVersionHash } from '../store/process/versions.ts'

/** Everything an instance is pinned to. */
export interface ProcessContent {
  readonly process: string
  readonly label: LocalizedText
  readonly bpmn: string
  readonly settings: ProcessSettings
  readonly decisions: Readonly<Record<string, DecisionDefinition>>
  /** Working calendars that its elements name. */
  readonly calendars?: Readonly<Record<string, CalendarDefinition>>
}

/** A version as it runs. */
export interface CompiledVersion {
  readonly process: string
  readonly label: LocalizedText
  readonly bpmn: string
  /** What its elements are called where that is not one text for all languages. */
  readonly settings: ProcessSettings
  readonly graph: ProcessGraph
  readonly decisions: ReadonlyMap<string, DecisionDefinition>
  readonly calendars: ReadonlyMap<string, CalendarDefinition>
}

/** Versions never change: compiled once per thread, by the hash of their content. */
const compiled = new Map<string, MaybePromise<CompiledVersion>>()

/** Compiled versions kept in memory; far more than any workspace runs at once. */
const MOST_COMPILED = 500

/** The graph and tables of a version; compiled from what is stored, whatever the model says today. */
export function compiledVersion(reading: Reading, id: number): MaybePromise<CompiledVersion> {
  return andThen(readVersionHash(reading, id), (key) => {
    assert(key !== undefined, `No process version ${id}`)
    return compiled.get(key) ?? compileVersion(reading, id, key)
  })
}

async function compileVersion(reading: Reading, id: number, key: string): Promise<CompiledVersion> {
  const stored = await readVersion(reading, id)
  assert(stored !== undefined, `No process version ${id}`)
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  const work = compileContent(stored.content)
  compiled.set(key, work)
  const version = await work
  compiled.set(key, version)
  return version
}

/** A version from its content, whether or not it was ever published. */
export async function compileContent(text: string): Promise<CompiledVersion> {
  const content = JSON.parse(text) as ProcessContent
  const { main } = await compileBpmn(content.bpmn, content.settings)
  return {
    process: content.process,
    label: content.label,
    bpmn: content.bpmn,
    settings: content.settings,
    graph: main,
    decisions: new Map(Object.entries(content.decisions)),
    calendars: new Map(Object.entries(content.calendars ?? {})),
  }
}
