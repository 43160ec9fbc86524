import type { ReportPart, ReportRequest } from '@formwork/platform/plugin/contracts/report-shape.ts'

/** A report that this one is made of, with the parameters that it gives it. */
export function partOf(
  request: ReportRequest,
  { name, report, with: formulas = {} }: NonNullable<ReportRequest['report']['parts']>[number],
): ReportPart {
  const scope = { parameter: request.parameters }
  const parameters = Object.fromEntries(Object.entries(formulas).map(([key, formula]) => [key, request.evaluate(formula, scope, name)]))
  return { name, report, parameters }
}
