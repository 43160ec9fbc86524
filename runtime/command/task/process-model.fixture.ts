import type { EntityDefinition, ProcessDefinition } from '@formwork/platform/definition/types.ts'
import { bpmn } from '../../engine/process/testing.fixture.ts'
import type { TestDefinitions } from '../command-workspace.fixture.ts'

const request: EntityDefinition = {
  kind: 'entity',
  name: 'request',
  label: 'Request',
  nature: 'document',
  number: { prefix: 'Q', digits: 4 },
  fields: [
    { name: 'department', type: 'department' },
    { name: 'amount', type: 'money' },
    { name: 'remark', type: 'text' },
    { name: 'mode', type: 'text' },
    { name: 'lines', type: 'lines', fields: [{ name: 'what', type: 'text' }] },
  ],
}

const everything = ['view', 'create', 'edit', 'delete', 'submit', 'start']
const grant = { name: 'all', resource: '*', operations: everything }

/** Ways through, chosen by the record's `mode`. */
const body = `<startEvent id="start"/><userTask id="initiator"/><userTask id="head" name="Head"/><exclusiveGateway id="which" default="f4_which_finance"/>
  <userTask id="finance" name="Finance"/><userTask id="board" name="Board"/><userTask id="slow" name="Slow"/><intermediateCatchEvent id="paid" name="Paid"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><callActivity id="call" calledElement="check"/><scriptTask id="broken"><script>1 / 0</script></scriptTask><endEvent id="end"/>
  <boundaryEvent id="late" attachedToRef="slow"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
  start -> initiator
  initiator -> head
  head -> which
  which -> finance
  which -> board [record.mode = "board"]
  which -> slow [record.mode = "slow"]
  which -> paid [record.mode = "paid"]
  which -> call [record.mode = "call"]
  which -> broken [record.mode = "broken"]
  finance -> end
  board -> end
  slow -> end
  late -> finance
  paid -> end
  call -> end
  broken -> end`

const approval: ProcessDefinition = {
  kind: 'process',
  name: 'approval',
  bpmn: 'process.bpmn',
  entity: 'request',
  start: 'submitted',
  cancel: 'any',
  elements: {
    head: { assign: '=leader(record.department)', edit: ['remark'], empty: 'admin', opinion: 'required-on-reject' },
    finance: { assign: '=role("finance")', decide: 'any', reject: 'initiator', material: ['=record.amount'] },
    board: { assign: '=role("board")', decide: 'all' },
    slow: { assign: '=role("finance")' },
    paid: { correlation: '=record.number' },
  },
}

const check: ProcessDefinition = {
  kind: 'process',
  name: 'check',
  bpmn: 'check.bpmn',
  start: 'manual',
  elements: { inspect: { assign: '=role("finance")' } },
}

export const processModel: TestDefinitions = {
  entities: [request],
  roles: [
    { name: 'administrator', label: 'Administrator', administrator: true, grants: [grant] },
    { name: 'staff', label: 'Staff', grants: [grant] },
    { name: 'finance', label: 'Finance', grants: [] },
    { name: 'board', label: 'Board', grants: [grant] },
  ],
  processes: [approval, check],
  bpmn: {
    approval: bpmn(body, '<message id="m" name="paid"/>').replace('id="p"', 'id="approval"'),
    check: bpmn('<startEvent id="s"/><userTask id="inspect"/><endEvent id="e"/>\n  s -> inspect\n  inspect -> e').replace(
      'id="p"',
      'id="check"',
    ),
  },
}
