import type { Registry } from '../../plugin/index.ts'
import { checkDefinitions } from '../check.ts'
import type { DefinitionFile } from '../model.ts'
import type { Problem } from '../problem.ts'
import { readDefinition } from '../read-definition.ts'
import { collectRenames } from './collect-renames.ts'
import { describeConflict } from './describe-conflict.ts'
import { followRename } from './follow-renames.ts'
import { keepOurs, keepRemoved, type HeldBack } from './hold-back.ts'
import { mergeFiles, type Choice, type FileConflict, type MergeDiagrams } from './merge-files.ts'
import { pairFiles, type FileTriple, type Triple } from './pair-files.ts'
import { USES, type Rename } from './rewrite-names.ts'

export interface UpgradeOptions {
  /** Decisions by the id of a conflict. */
  readonly choices?: Readonly<Record<string, Choice>>
  readonly mergeDiagrams?: MergeDiagrams
  /** Release that the result would become. */
  readonly release?: number
}

type Sentence = { readonly zh: string; readonly en: string }

/** One thing that both the owner and the template changed, in business words. */
export interface UpgradeConflict {
  readonly id: string
  /** `both`: both changed it; `needed`: the template removed what the owner's work reads; `unfit`: the new version does not fit. */
  readonly why: 'both' | 'needed' | 'unfit'
  readonly ours: Sentence
  readonly theirs: Sentence
  /** Undefined: not decided; until then the owner's version stands. */
  readonly choice: Choice | undefined
}

export interface Upgrade {
  readonly files: readonly DefinitionFile[]
  readonly conflicts: readonly UpgradeConflict[]
  /** Errors that remain: such an upgrade cannot be published. */
  readonly problems: readonly Problem[]
  /** Files of the owner where a renamed thing is called by its new name. */
  readonly rewritten: readonly string[]
}

/** Rounds of holding back what does not fit; each leaves fewer files of the template. */
const MOST_ROUNDS = 4

/**
 * A new version of a template under a customised clone: base, ours (the clone) and theirs (the new template) become one
 * set of files. Renames are followed where something would not link, what the owner's work needs stays, and what does
 * not fit is held back and named. What the owner did is in the result, or it is a conflict with a choice.
 */
export async function upgradeDefinitions(
  versions: Triple<readonly DefinitionFile[]>,
  registry: Registry,
  options: UpgradeOptions = {},
): Promise<Upgrade> {
  const read = { base: readAll(versions.base), ours: readAll(versions.ours), theirs: readAll(versions.theirs) }
  const { choices = {}, mergeDiagrams } = options
  const merged = await mergeFiles(read, { registry, choices, mergeDiagrams })
  const check = (files: readonly DefinitionFile[]): Promise<Problem[]> => errorsIn(files, registry, options.release)
  const renames = [...collectRenames(read.base, read.theirs), ...collectRenames(read.base, read.ours)]
  const followed = await followAll(merged.files, renames, registry, check)
  const held = await holdBack(followed, pairFiles(read), { registry, choices, check })
  return {
    files: held.files,
    problems: held.problems,
    rewritten: followed.rewritten,
    conflicts: [...merged.all.map((conflict) => toConflict(conflict, 'both', choices)), ...held.conflicts],
  }
}

type Check = (files: readonly DefinitionFile[]) => Promise<Problem[]>

interface Checked {
  readonly files: readonly DefinitionFile[]
  readonly problems: Problem[]
}

/** A rename is followed at a place only when the problem there goes away: the checks know the types, not we. */
async function followAll(
  merged: readonly DefinitionFile[],
  renames: readonly Rename[],
  registry: Registry,
  check: Check,
): Promise<Checked & { rewritten: string[] }> {
  let [files, problems] = [merged, await check(merged)]
  const rewritten = new Set<string>()
  for (const rename of renames.flatMap((each) => USES.map((uses) => ({ ...each, uses })))) {
    if (problems.length === 0) break
    const tried = followRename(files, problems, rename, registry)
    if (tried === undefined) continue
    const solved = solvedBy(problems, await check(tried.files))
    const followed = followRename(files, solved, rename, registry)
    if (followed === undefined) continue
    for (const path of followed.touched) rewritten.add(path)
    ;[files, problems] = [followed.files, await check(followed.files)]
  }
  return { files, problems, rewritten: [...rewritten] }
}

/** Solving what does not link may reveal what comes after it: problems are compared by their place. */
function solvedBy(before: readonly Problem[], after: readonly Problem[]): Problem[] {
  const left = new Set(after.map(placeOf))
  return before.filter((problem) => !left.has(placeOf(problem)))
}

function placeOf({ file, pointer }: Problem): string {
  return `${file}#${pointer}`
}

interface Holding {
  readonly registry: Registry
  readonly choices: Readonly<Record<string, Choice>>
  readonly check: Check
}

async function holdBack(start: Checked, triples: readonly FileTriple[], { registry, choices, check }: Holding) {
  let { files, problems }: Checked = start
  const conflicts: UpgradeConflict[] = []
  const attempt = async (held: HeldBack, why: 'needed' | 'unfit'): Promise<void> => {
    const kept = held.conflicts.filter(({ id }) => choices[id] !== 'theirs')
    if (kept.length === 0) return
    const after = await check(held.files)
    if (why === 'needed' && solvedBy(problems, after).length === 0) return
    conflicts.push(...kept.map((conflict) => toConflict(conflict, why, choices)))
    ;[files, problems] = [held.files, after]
  }
  for (let round = 0; round < MOST_ROUNDS && problems.length > 0; round++) {
    await attempt(keepRemoved(files, triples, problems, registry), 'needed')
    if (problems.length > 0) await attempt(keepOurs(files, triples, problems), 'unfit')
  }
  return { files, problems, conflicts }
}

function toConflict(conflict: FileConflict, why: UpgradeConflict['why'], choices: Readonly<Record<string, Choice>>): UpgradeConflict {
  return { id: conflict.id, why, ...describeConflict(conflict), choice: choices[conflict.id] }
}

async function errorsIn(files: readonly DefinitionFile[], registry: Registry, release: number | undefined): Promise<Problem[]> {
  const { problems } = await checkDefinitions(files, registry, { release })
  return problems.filter((problem) => problem.severity === 'error')
}

function readAll(files: readonly DefinitionFile[]): DefinitionFile[] {
  return files.map((file) => ({ ...file, definition: readDefinition(file).definition }))
}
