import { readFileSync, writeFileSync } from 'node:fs'
import { compile } from 'json-schema-to-typescript'
import { format, resolveConfig } from 'prettier'
import { kindSchemas } from '../definition/schema/index.ts'

/** Writes `definition/types.ts` from the schemas; with `--check` it only says whether the file is stale (exit code 1). */
const folder = new URL('../definition/schema/', import.meta.url)
const target = new URL('../definition/types.ts', import.meta.url)

const banner = `/**
 * The definition language as types. Generated from \`schema/*.schema.json\` by \`npm run types\`; do not edit by hand.
 */
`

const footer = `
/** What every definition has. \`was\` keeps earlier names (renames never lose data). */
export type DefinitionBase = Pick<EntityDefinition, 'name' | 'label' | 'help' | 'was'>

/** Kinds that the first engines do not read yet; they are kept together in a model. */
export type GenericDefinition = Extract<Definition, { kind: 'print' | 'calendar' | 'sample' | 'guide' }>

export type DefinitionKind = Definition['kind']
`

/** Bounds are checked by the validators; in types they would become unions of tuples. */
async function generate(): Promise<string> {
  const root = { title: 'Definition', type: 'object', oneOf: Object.keys(kindSchemas).map((kind) => ({ $ref: `${kind}.schema.json` })) }
  const code = await compile(root as never, 'Definition', {
    cwd: folder.pathname,
    bannerComment: banner,
    format: false,
    ignoreMinAndMaxItems: true,
    strictIndexSignatures: false,
    additionalProperties: false,
  })
  const options = await resolveConfig(target.pathname, { config: new URL('prettier.json', import.meta.url).pathname })
  return format(tidy(code) + footer, { ...options, parser: 'typescript' })
}

/** Takes out remarks that say what the type says, and bounds, which only validators hold. */
function tidy(code: string): string {
  return code
    .replace(/^\s*\* @(min|max)Items \d+\n/gm, '')
    .replace(/^(\s*\/\*\*\n)(\s*\*\n)+/gm, '$1')
    .replace(/(\s*\*\n)+(\s*\*\/\n)/g, '\n$2')
    .replace(/^\s*\/\*\*?\s*\*\/\n/gm, '')
}

const wanted = await generate()
if (!process.argv.includes('--check')) {
  writeFileSync(target, wanted)
} else if (readFileSync(target, 'utf8') !== wanted) {
  console.error('platform/definition/types.ts is stale: run `npm run types`')
  process.exitCode = 1
}
