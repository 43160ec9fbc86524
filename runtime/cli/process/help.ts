export const help = `
formwork process run MODEL.bpmn [MORE.bpmn …] [RULES.dmn …] [--steps FILE.json] [--settings process.json] [--compact]

Executes a BPMN 2.0 file in memory with the real engine, step by step as the script says, and prints the state after
each step as JSON. The first file's executable process is the one that "start" means; further files (and further
processes of the same file) can be called by call activities and reached by messages and signals. A call of a process
that is in none of the files waits for a "complete" step. DMN files hold what business rule tasks decide by; a decision
that is in none of them waits for a "complete" step too. Without
--steps the process is started and its first state shown.

Files of other tools run as they are. Of camunda:, flowable:, activiti: and zeebe: these are understood: assignee,
candidateUsers, candidateGroups, initiator, formKey, dueDate, collection, elementVariable, resultVariable, in/out and
input/output mappings (text, expression, list, map), calledElement, decisionRef, mapDecisionResult, correlation keys,
errorCodeVariable and the like; of plain BPMN potentialOwner and humanPerformer. Other extensions are passed over.
Conditions are FEEL ("amount > 1000", "= amount > 1000") or simple \${…} expressions: paths, comparison (also eq, gt …),
&& || ! and or not, empty, ?:, arithmetic, and calls that FEEL can say as well (list.size(), list.contains(x),
name.startsWith('a'), execution.getVariable('x'), variables:equals(x, 1)). Scripts are FEEL only.
What cannot run is refused before anything starts, with the id and name of each element.

THE STEPS FILE is a list of steps, or an object:
  steps        the list
  wait         types or ids of tasks that wait for a "complete" step, e.g. ["serviceTask", "task", "Activity_1"].
               Without it: user and receive tasks wait, and so do service and send tasks that name a class, bean or
               topic; script, business rule, manual, abstract and other service tasks run through
  now          begin of the clock, ISO 8601; default 2026-01-01T00:00:00Z        timeZone   default Asia/Shanghai
  settings     as process.json: { "elements": { "<element id>": { "assign": "=role(\\"finance\\")", "decide": "all", … } } }
  people       [{ "name": "anna", "roles": ["finance"], "department": "field", "superior": "ben" }]
  departments  [{ "name": "field", "parent": "company", "head": "ben" }]
               Names that a model uses and nobody declared become people of their own. A user task that names nobody
               is done by "anybody"
  decisions    decision tables by name (or a list), in the form of the definition kind "decision"
  record       what expressions see as "record"

A STEP is { "do": <what>, … }. Short forms: "start", { "start": { … } }, { "complete": "Task_1" }, { "advance": "PT1H" }.
  start      variables, person (the initiator), process (id), node (start event to begin at)
  complete   element, variables, decision ("approve" is the default, "reject"), person, all (every seat or pass).
             A rejection ends the process as "rejected" unless settings say otherwise for the element ("reject":
             "continue", "initiator", or the id of an earlier user task); "continue" goes on by the flows, with
             verdicts.<id> = "reject" for conditions. Also ends whatever else waits at the element: a service task, a receive task, a catch event
  fail       element, error (code), variables: the work of the element failed with a BPMN error
  advance    by (ISO 8601 duration) or to (ISO 8601 instant): moves the clock; due timers fire in order
  message    name, correlation, variables: one receiver, or a process that starts with it, or kept for later
  signal     name, variables: everybody who listens
  set        variables of the process
  activate   element: starts an activity inside an ad-hoc sub-process
  move       to, from (absent: everything in the scope of "to"): an administrator's jump; reopens an ended instance
  migrate    model (path of the new version, relative to the steps file), mapping { "<old id>": "<new id>" }
  deploy     timer start events begin to count (process)
  approve reject abstain hand-in return transfer delegate add-sign remove-sign claim urge
             on a seat: element, person, opinion; to, resubmit ("again", "straight") for return; people for transfer,
             delegate, add-sign; where ("before", "after", "beside") and decide ("any", "all", "sequence") for add-sign
  resubmit   the initiator submits again after a return
  retry      element with an incident: it is entered again, a timer that failed fires again
  cancel     the initiator cancels          end      an administrator ends it
A step that is refused leaves every instance, message and timer as before. A timer whose step is refused while the clock
moves becomes an incident; the other timers fire.
Every step may name an instance by its number (instance), and say what it expects:
  expect     { "active": [ids], "ended": true, "outcome": "completed", "variables": { … }, "passed": [ids],
               "seats": ["element:person"] }
  refused    true, or the code of the error

Variables: numbers are exact decimals; dates are { "$date": "2026-01-31" }, { "$date-time": "2026-01-31T08:00:00Z" }.

PRINTED, a list with one object a step; a model that cannot run gives a single one (step 0, do "load", refused):
  step do ok     differences (what "expect" found)     refused { code, message, element, errors }: the state is as before
  now ended status outcome error
  active         ids of elements where tokens wait, each as often as it waits      scopes   open sub-processes
  joins          tokens that wait at gateways for others { element, by }
  seats          open and planned tasks { element, person, onBehalfOf, status, round, due }
  waits          jobs with their due dates, messages, signals, conditions { element, kind, name, correlation, due }
  incidents      { element, code, message }
  variables      of the process     locals     of sub-processes and single passes  passed   elements and flows, in order
  others         further instances (called processes, other pools)
Ends with 0 when every step went as the script says, else 1.

EXAMPLES
  approval.json
    [ { "do": "start", "variables": { "amount": 60000 }, "expect": { "active": ["manager"] } },
      { "do": "complete", "element": "manager", "decision": "approve", "variables": { "checked": true } },
      { "do": "reject", "element": "finance", "opinion": "too expensive", "expect": { "ended": true, "outcome": "rejected" } } ]

  timer.json
    { "now": "2026-02-27T00:00:00Z", "wait": ["serviceTask"],
      "steps": [ "start", { "advance": "P2D" }, { "message": { "name": "paid", "correlation": "A-1" } },
                 { "do": "complete", "element": "ship", "variables": { "tracking": "X1" } } ] }

  formwork process run approval.bpmn --steps approval.json
`
