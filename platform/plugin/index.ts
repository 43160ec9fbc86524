export type { Contribution } from './contracts/contribution.ts'
export type { CheckedValue, ColumnKind, FieldType, ValueProblem } from './contracts/field-type.ts'
export type { FunctionPlugin } from './contracts/function.ts'
export {
  emptinessOperators,
  equalityOperators,
  membershipOperators,
  orderOperators,
  textOperators,
  type Operator,
} from './contracts/operator.ts'
export { defineFieldType, definePlugin } from './define-plugin.ts'
export { functionsOf } from './expression-functions.ts'
export { contributionKinds, type ContributionContracts, type ContributionKind, type Plugin } from './plugin.ts'
export { createRegistry, requireContribution, type Registry } from './registry.ts'
