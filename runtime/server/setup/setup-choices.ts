import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import type { DefinitionFile, Model } from '@formwork/platform/definition/model.ts'
import { settingFields } from '@formwork/platform/definition/switches/setting-fields.ts'
import type { LocalizedText } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { readTemplateFolder } from '../../host/read-template-folder.ts'
import { samplesOf } from '../../host/sandbox/run-sample.ts'

interface Named {
  readonly name: string
  readonly label: LocalizedText
  readonly help?: LocalizedText
}

/** A kind of business, the modules that it switches on, and the sample that shows it. */
interface ProfileChoice extends Named {
  readonly on: readonly string[]
  readonly sample: Named | null
}

/** What the first-run page offers of a template: all of it from its definitions. */
export interface TemplateChoice extends Named {
  readonly profiles: readonly ProfileChoice[]
  readonly modules: readonly Named[]
  /** The sample of a template without profiles. */
  readonly sample: Named | null
  /** What a workspace begins with where no sample is chosen. */
  readonly records: Named | null
  readonly settings: readonly (Named & { readonly maximumLength: number | null })[]
}

export interface SetupTemplate {
  readonly files: readonly DefinitionFile[]
  readonly model: Model
  readonly choice: TemplateChoice
}

/** Every template in a folder of templates, by name; what cannot be loaded is not offered. */
export async function readSetupTemplates(folder: string, registry: Registry): Promise<ReadonlyMap<string, SetupTemplate>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found = new Map<string, SetupTemplate>()
  for (const entry of entries.filter((each) => each.isDirectory())) {
    const files = await readTemplateFolder(join(folder, entry.name))
    const { model } = loadDefinitions(files, registry)
    if (model !== undefined) found.set(model.template.name, { files, model, choice: choicesOf(model) })
  }
  return found
}

function choicesOf(model: Model): TemplateChoice {
  const every = new Map(samplesOf(model).map((sample) => [sample.name, name(sample)]))
  const records = every.get(model.template.firstRun?.records ?? '') ?? null
  const samples = [...every.values()].filter((sample) => sample !== records)
  const fields = settingFields(model)
  const settings = (model.template.firstRun?.settings ?? []).flatMap((each) => fields.get(each) ?? [])
  const profiles = [...model.profiles.values()].map((profile) => ({
    ...name(profile),
    on: profile.on ?? [],
    sample: every.get(profile.sample ?? '') ?? null,
  }))
  return {
    ...name(model.template),
    help: model.template.description,
    // The simplest first.
    profiles: profiles.toSorted((left, right) => left.on.length - right.on.length),
    modules: [...model.modules.values()].map(name),
    sample: profiles.length > 0 ? null : (samples[0] ?? null),
    records,
    settings: settings.map((field) => ({ ...name(field), maximumLength: (field.maximumLength as number | undefined) ?? null })),
  }
}

const name = (definition: { name: string; label?: LocalizedText; help?: LocalizedText }): Named => ({
  name: definition.name,
  label: definition.label ?? definition.name,
  help: definition.help,
})
