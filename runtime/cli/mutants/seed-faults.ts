import type { DefinitionFile } from '@formwork/platform/definition/model.ts'

/** One wrong place in one definition. */
export interface Fault {
  /** `posting/entry is missing: templates' file, place`. */
  readonly name: string
  readonly kind: string
  readonly definition: string
  /** Path of the file within the template. */
  readonly path: string
  readonly text: string
}

type Json = Record<string, unknown>
/** What is wrong, and the definition with it. */
type Found = readonly [what: string, broken: Json]

/** Every fault that can be made in a template, each in one place. */
export function seedFaults(files: readonly DefinitionFile[]): Fault[] {
  const roles = rolesOf(files)
  return files.flatMap((file) => (file.path.endsWith('.bpmn') ? faultsOfDiagram(file) : faultsOfDefinition(file, roles, files)))
}

/** So many of them, kind by kind in turn, the same for the same seed. */
export function chooseFaults(faults: readonly Fault[], count: number, seed: number): Fault[] {
  const kinds = new Map<string, Fault[]>()
  for (const fault of faults) kinds.set(fault.kind, [...(kinds.get(fault.kind) ?? []), fault])
  const random = randomFrom(seed)
  const piles = [...kinds.keys()].sort().map((kind) => shuffle(kinds.get(kind)!, random))
  const chosen: Fault[] = []
  for (let round = 0; chosen.length < Math.min(count, faults.length); round++) {
    for (const pile of piles) if (pile[round] !== undefined && chosen.length < count) chosen.push(pile[round]!)
  }
  return chosen
}

/** Names of the roles that may not do everything anyway. */
function rolesOf(files: readonly DefinitionFile[]): string[] {
  return files
    .filter(({ path }) => path.endsWith('roles.json'))
    .flatMap(({ text }) => (JSON.parse(text) as { roles?: { name: string; administrator?: boolean }[] }).roles ?? [])
    .filter(({ administrator }) => administrator !== true)
    .map(({ name }) => name)
}

function faultsOfDefinition({ path, text }: DefinitionFile, roles: readonly string[], files: readonly DefinitionFile[]): Fault[] {
  const definition = JSON.parse(text) as Json
  const made: Record<string, (definition: Json) => Found[]> = {
    posting: faultsOfPosting,
    entity: faultsOfEntity,
    process: (process) => faultsOfProcess(process, roles.find((role) => !text.includes(`\\"${role}\\"`)) ?? ''),
    ledger: faultsOfLedger,
    conversion: (conversion) => faultsOfConversion(conversion, (field) => isRead(files, String(conversion.to), field)),
    alert: faultsOfAlert,
    match: faultsOfMatch,
  }
  return (made[String(definition.kind)]?.(definition) ?? []).map(([what, broken]) => ({
    name: `${String(definition.kind)} ${String(definition.name)}: ${what}`,
    kind: `${String(definition.kind)} ${what.split(':')[0]!}`,
    definition: String(definition.name),
    path,
    text: JSON.stringify(broken),
  }))
}

function faultsOfDiagram({ path, text }: DefinitionFile): Fault[] {
  const conditions = [...text.matchAll(/conditionExpression[^>]*>([^<]*)&gt;/g)]
  return conditions.map((match) => ({
    name: `diagram ${path}: condition turned round: ${match[1]!}>`,
    kind: 'process condition turned round',
    definition: path,
    path,
    text: text.slice(0, match.index) + match[0].replace(/&gt;$/, '&lt;') + text.slice(match.index + match[0].length),
  }))
}

function faultsOfPosting(posting: Json): Found[] {
  return elements(posting, 'entries').flatMap(({ element, without, instead }): Found[] => {
    const name = String(element.name)
    const found: Found[] = [[`missing entry: ${name}`, without()]]
    if (element.add !== undefined) found.push([`flipped sign: ${name}`, instead({ ...element, add: undefined, take: element.add })])
    if (element.take !== undefined && element.allocate === undefined) {
      found.push([`flipped sign: ${name}`, instead({ ...element, take: undefined, add: element.take })])
    }
    if (element.move !== undefined) found.push([`flipped sign: ${name}`, instead({ ...element, from: element.to, to: element.from })])
    for (const verb of ['add', 'take', 'move', 'fulfil', 'return', 'count']) {
      for (const [measure, formula] of Object.entries((element[verb] ?? {}) as Record<string, string>)) {
        const wrong = { ...(element[verb] as Json), [measure]: `=2 * (${formula.replace(/^=/, '')})` }
        found.push([`wrong quantity: ${name} ${measure}`, instead({ ...element, [verb]: wrong })])
      }
    }
    return found
  })
}

function faultsOfEntity(entity: Json): Found[] {
  const rules = elements(entity, 'rules').map(({ element, without }): Found => [`dropped rule: ${String(element.name)}`, without()])
  const formulas = elements(entity, 'fields').flatMap(({ element, instead }): Found[] => [
    ...turnFormula(element, instead),
    ...elements(element, 'fields').flatMap((inner) => turnFormula(inner.element, (broken) => instead(inner.instead(broken)))),
  ])
  return [...rules, ...formulas]
}

function turnFormula(field: Json, instead: (broken: Json) => Json): Found[] {
  const { formula } = field
  if (typeof formula !== 'string' || field.type === 'text') return []
  const turned = formula.includes(' * ') ? formula.replace(' * ', ' + ') : formula.replace(' - ', ' + ')
  return turned === formula ? [] : [[`wrong formula: ${String(field.name)}`, instead({ ...field, formula: turned })]]
}

function faultsOfProcess(process: Json, stranger: string): Found[] {
  const all = Object.entries((process.elements ?? {}) as Record<string, Json>)
  return all
    .filter(([, element]) => element.assign !== undefined)
    .map(([id, element]) => [
      `wrong approver: ${id}`,
      { ...process, elements: { ...Object.fromEntries(all), [id]: { ...element, assign: `=role("${stranger}")` } } },
    ])
}

function faultsOfLedger(ledger: Json): Found[] {
  return elements(ledger, 'assertions').map(({ element, without }) => [`dropped assertion: ${String(element.name)}`, without()])
}

function faultsOfConversion(conversion: Json, isReadLater: (field: string) => boolean): Found[] {
  const lines = conversion.lines as Json | undefined
  if (lines === undefined) return []
  const fields = (lines.fields ?? {}) as Record<string, string>
  const lost = Object.keys(fields).filter((name) => ['price', 'sourceLine'].includes(name) && isReadLater(name))
  // What consumes nothing has no open quantity that a tolerance could widen.
  const consumes = lines.consume !== false
  return [
    ...(consumes ? ([['wrong tolerance: any quantity', { ...conversion, lines: { ...lines, tolerance: '=1' } }]] satisfies Found[]) : []),
    ...lost.map((name): Found => [`lost field: ${name}`, { ...conversion, lines: { ...lines, fields: { ...fields, [name]: undefined } } }]),
  ]
}

/** Whether losing a field of lines changes anything: it is shown, or something of its entity computes with it. */
function isRead(files: readonly DefinitionFile[], entity: string, field: string): boolean {
  const declared = new RegExp(`"name": "${field}".*"hidden": true`)
  const word = new RegExp(`\\b${field}\\b`)
  const reads = new RegExp(`"(entity|from)": "${entity}"`)
  const fills = new RegExp(`"kind": "conversion"[^]*"to": "${entity}"`)
  return files.some(({ path, text }) => {
    if (path.includes('/scenarios/') || fills.test(text)) return false
    if (path === `${entity}/entity.json`) return !declared.test(text) || word.test(text.replace(declared, ''))
    return (path.startsWith(`${entity}/`) || reads.test(text)) && word.test(text)
  })
}

function faultsOfAlert(alert: Json): Found[] {
  return ['when', 'filter', 'that', 'condition'].flatMap((name): Found[] => {
    const formula = alert[name]
    if (typeof formula !== 'string') return []
    const turned = formula.replace(/ (<|>) /, ' $1= ')
    return turned === formula ? [] : [[`limit no longer strict: ${name}`, { ...alert, [name]: turned }]]
  })
}

function faultsOfMatch(match: Json): Found[] {
  return elements(match, 'candidates').map(({ element, without }) => [`missing candidate: ${String(element.name)}`, without()])
}

interface Element {
  readonly element: Json
  without(): Json
  instead(broken: Json): Json
}

function elements(owner: Json, list: string): Element[] {
  const all = (owner[list] ?? []) as Json[]
  return all.map((element, index) => ({
    element,
    without: () => ({ ...owner, [list]: all.toSpliced(index, 1) }),
    instead: (broken) => ({ ...owner, [list]: all.toSpliced(index, 1, broken) }),
  }))
}

/** Numerical Recipes' linear congruential generator: the same sequence everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

function shuffle<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => [random(), item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item)
}
