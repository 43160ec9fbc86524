import { describe, expect, it } from 'vitest'
import { elementNames, labelledNames, withElementNames, withNamesOf } from './element-names.ts'

const DIAGRAM = `<?xml version="1.0"?>
<bpmn:process id="review" name="审批">
  <bpmn:startEvent id="start" name="提交"><bpmn:outgoing>large</bpmn:outgoing></bpmn:startEvent>
  <bpmn:sequenceFlow name='A &gt; 5' id="large" sourceRef="start" targetRef="end">
    <bpmn:conditionExpression>=record.total > 5 and id="start"</bpmn:conditionExpression>
  </bpmn:sequenceFlow>
  <bpmn:endEvent id="end" />
</bpmn:process>`
const settings = {
  start: { label: { zh: '提交', en: 'Submit' } },
  large: { label: { zh: 'A > 5', en: 'More than "5"' } },
  end: { label: '完' },
}

describe('names of the elements of a diagram', () => {
  it('are found wherever they stand in the tag', () => {
    expect([...elementNames(DIAGRAM)]).toEqual([
      ['review', '审批'],
      ['start', '提交'],
      ['large', 'A &gt; 5'],
    ])
  })

  it('are shown in the language of the reader, the rest of the text as it was', () => {
    const shown = withElementNames(DIAGRAM, labelledNames(settings, 'en'))
    expect(shown).toContain('<bpmn:startEvent id="start" name="Submit">')
    expect(shown).toContain('name="More than &quot;5&quot;" id="large"')
    expect(shown).toContain('<bpmn:endEvent id="end" />')
    expect(shown.replace('Submit', '提交').replace(/"More[^"]*"/, "'A &gt; 5'")).toBe(DIAGRAM)
  })

  it('come back when nobody changed them; what was renamed stays renamed', () => {
    const names = labelledNames(settings, 'en')
    const drawn = withElementNames(DIAGRAM, names).replace('name="Submit"', 'name="Send"')
    const kept = elementNames(withNamesOf(DIAGRAM, names, drawn))
    expect(kept.get('start')).toBe('Send')
    expect(kept.get('large')).toBe('A &gt; 5')
  })
})
