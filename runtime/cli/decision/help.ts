export const help = `
formwork decision run FILE.dmn [--input FILE.json] [--decision ID] [--compact]
formwork decision import FILE.dmn --to FOLDER

RUN evaluates a DMN file (1.1 to 1.5) in memory with the real engine and prints the results as JSON. Understood are
decision tables with every hit policy (U A P F R O C, and C+ C< C> C#), literal expressions and the other boxed
expressions (context, list, relation, invocation, function, conditional, for/some/every, filter), required decisions,
business knowledge models, item definitions. Expressions are FEEL with exact decimals; a simple \${…} of another tool is
translated. What cannot run is refused with the id and name of the element.

  --decision   id or name of one decision; without it every decision of the file is evaluated
  --input      values by the names of the input data, { "Age": 42, "Since": "2026-01-31" }; the types of the file say
               what a text means (date, time, date and time, durations); without types write { "$date": "2026-01-31" },
               { "$date-time": "2026-01-31T08:00:00Z" } or { "$decimal": "0.1" }. Or a list of cases:
               [ { "name": "young", "input": { "Age": 17 }, "decision": "eligibility", "expect": "no" } ]
               where "expect" is the value of the decision, or with several decisions an object by their names

PRINTED, an object (for a list of cases: a list of them)
  ok           false when a decision was refused or a value is not as expected
  results      values by decision name
  decisions    [{ id, name, value, rules (ids of the rules that matched), refused { code, message } }]
  differences  what "expect" found
Ends with 0 when all is ok, else 1.

IMPORT writes each decision as a definition of the kind "decision" (decisions/<id>.json), which a business rule task
calls by that name: "decision" in process.json, or camunda:decisionRef, zeebe:calledDecision in the model.

EXAMPLE
  formwork decision run dish.dmn --input guests.json --decision dish
`
