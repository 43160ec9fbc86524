import type { DescribedRoute } from './described-route.ts'
import { list, object, text, type JsonSchema } from './json-schema.ts'

const step: JsonSchema = { description: 'A step of a scenario: as, on, do, entity, record, values …', type: 'object' }
const anyAnswer: JsonSchema = { type: 'object' }

/** Test drives of the working copy, and the cases that stand before a publish. */
export const describedTrials: readonly DescribedRoute[] = [
  {
    method: 'get',
    path: '/design/trial/seed',
    summary: {
      zh: '把一条记录连同它引用的人员和资料写成场景步骤，作为试运行的起点',
      en: 'A record with the people and records that it refers to, as steps of a scenario: where a test drive begins',
    },
    parameters: [
      { name: 'entity', in: 'query', schema: text, description: 'Entity of the record.' },
      { name: 'id', in: 'query', schema: text, description: 'Its id.' },
    ],
    answer: object({ given: list(step), when: list(step) }),
  },
  {
    method: 'post',
    path: '/design/trial',
    summary: {
      zh: '在一次性的内存工作区里用真实引擎试运行未发布的定义，逐步返回单据、任务、处理人和原因',
      en: 'Drives the working copy with the real engine in a workspace in memory; after each step: the record, its tasks, with whom and why',
    },
    body: object({ given: list(step), when: list(step), sample: text, record: text }, ['when']),
    answer: anyAnswer,
  },
  {
    method: 'post',
    path: '/design/import',
    summary: {
      zh: '把其他工具的 BPMN 或 DMN 文件导入未发布的定义',
      en: 'Takes a BPMN or DMN file of another tool into the working copy',
    },
    body: object({ text, name: text, label: text, entity: text }, ['text', 'name']),
    answer: object({ kind: text, files: list(text), obstacle: anyAnswer, findings: list(anyAnswer) }),
  },
  {
    method: 'post',
    path: '/design/cases',
    summary: { zh: '运行发布前必须通过的用例', en: 'Runs the saved cases that a publish must pass' },
    body: object({}, []),
    answer: anyAnswer,
  },
]
