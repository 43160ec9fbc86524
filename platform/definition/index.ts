export { hasErrors, describeProblem, type Problem, type ProblemSeverity } from './problem.ts'
export { loadDefinitions, type LoadedDefinitions } from './load.ts'
export type { DefinitionFile, Model } from './model.ts'
