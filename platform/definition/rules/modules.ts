import { checkNames, checkPath, unknownName } from '../check-path.ts'
import { toPointer, type Problem } from '../problem.ts'
import { finding, type Rule, type RuleContext } from '../rule.ts'
import { moduleVariable } from '../switches/module-states.ts'
import type { DefinitionKind, ModuleDefinition } from '../types.ts'

/** Modules name what exists, do not require each other in a circle, and differ as variables. */
export const modules: Rule = {
  name: 'modules',
  *check(context) {
    const variables = new Set<string>()
    for (const { definition, file } of context.collection.of('module').values()) {
      const variable = moduleVariable(definition.name)
      if (variables.has(variable)) {
        const message = { zh: `表达式中的名称 module.${variable} 重复`, en: `module.${variable} stands for another module already` }
        yield finding(file, '/name', 'duplicate-name', message)
      }
      variables.add(variable)
      if (requiresItself(context, definition.name)) {
        yield finding(file, '/requires', 'module-circle', { zh: '模块互相依赖', en: 'the module requires itself in the end' })
      }
      for (const [index, content] of definition.contains.entries()) {
        yield* checkContent(context, content, file, toPointer('/contains', index))
      }
    }
  },
}

function requiresItself({ model }: RuleContext, name: string): boolean {
  const seen = new Set<string>()
  const open = [...(model.modules.get(name)?.requires ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name) return true
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(model.modules.get(next)?.requires ?? []))
  }
  return false
}

type Content = ModuleDefinition['contains'][number]

function* checkContent(context: RuleContext, content: Content, file: string, pointer: string): Iterable<Problem> {
  const { model, collection } = context
  const known = content.kind === 'entity' ? model.entities.keys() : collection.of(content.kind as DefinitionKind).keys()
  const names = new Set(known)
  if (!names.has(content.definition)) yield unknownName(content.definition, names, file, `${pointer}/definition`)
  const entity = content.kind === 'entity' ? model.entities.get(content.definition) : undefined
  for (const [index, path] of entity === undefined ? [] : (content.fields ?? []).entries()) {
    yield* checkPath(context, entity, path, file, toPointer(pointer, 'fields', index))
  }
  for (const part of ['rules', 'entries', 'items'] as const) {
    yield* checkNames(content[part] ?? [], partsOf(context, content, part), file, toPointer(pointer, part))
  }
}

/** What a part of a definition may be called. */
function partsOf(context: RuleContext, { kind, definition }: Content, part: 'rules' | 'entries' | 'items'): string[] {
  const { model } = context
  if (part === 'rules' && kind === 'entity') return (model.entities.get(definition)?.rules ?? []).map(({ name }) => name)
  if (part === 'entries' && kind === 'posting') return (model.postings.get(definition)?.entries ?? []).map(({ name }) => name)
  return part === 'items' && kind === 'menu' ? placesOf(context, definition) : []
}

function placesOf({ model }: RuleContext, menu: string): string[] {
  return (model.menus.get(menu)?.groups ?? []).flatMap((group) => [group.name, ...group.items.map((item) => `${group.name}/${item.name}`)])
}
