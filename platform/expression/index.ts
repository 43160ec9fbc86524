export {
  compileExpression,
  compileUnaryTests,
  evaluateWithDiagnostics,
  type CompiledExpression,
  type CompiledUnaryTests,
  type CompileOptions,
} from './compile.ts'
export { compileOnce } from './compile-once.ts'
export { parseExpression, parseUnaryTests, DEEPEST_EXPRESSION, LONGEST_EXPRESSION, type ParseOptions } from './parse.ts'
export { walk, childrenOf, type Node, type NodeOf, type Syntax, type TypeNode } from './syntax.ts'
export { type Diagnostic, type DiagnosticCode, type Position } from './diagnostic.ts'
export { DEEPEST_CALL, LONGEST_LIST, LONGEST_TEXT, MOST_STEPS, type EvaluationRuntime } from './evaluation.ts'
export {
  entryNames,
  FeelFunction,
  FeelRange,
  isContext,
  isList,
  LazyContext,
  readEntry,
  typeNameOf,
  type FeelContext,
  type FeelTypeName,
  type FeelValue,
  type Scope,
} from './value.ts'
export {
  builtInFunctions,
  createFunctionRegistry,
  functionCatalogue,
  type FunctionCatalogueEntry,
  type FunctionRegistry,
} from './function-registry.ts'
export {
  defineFunction,
  FunctionCall,
  signature,
  type FunctionDefinition,
  type FunctionGroup,
  type ParameterDefinition,
  type ParameterType,
  type Signature,
} from './function-definition.ts'
export { contextType, describeType, fieldsOf, listType, rangeType, types, type FeelFields, type FeelType, type TypeScope } from './type.ts'
export { compareFeel, compareText, equalsFeel, isInRange } from './comparison.ts'
export { printFeel } from './print.ts'
export { toQuery } from './to-query.ts'
export { evaluatePredicate, type PredicateLookup } from './evaluate-predicate.ts'
export { type Operand, type Predicate } from './predicate.ts'
export { evaluateStrict } from './evaluate-strict.ts'
export { checkExpression, checkUnaryTests, type CheckOptions, type CheckResult } from './check.ts'
export { suggestName } from './suggest-name.ts'
export { readNames } from './read-names.ts'
