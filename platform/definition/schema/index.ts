import alertSchema from './alert.schema.json' with { type: 'json' }
import automationSchema from './automation.schema.json' with { type: 'json' }
import batchSchema from './batch.schema.json' with { type: 'json' }
import calendarSchema from './calendar.schema.json' with { type: 'json' }
import vocabularySchema from './vocabulary.schema.json' with { type: 'json' }
import conversionSchema from './conversion.schema.json' with { type: 'json' }
import dashboardSchema from './dashboard.schema.json' with { type: 'json' }
import decisionSchema from './decision.schema.json' with { type: 'json' }
import dictionarySchema from './dictionary.schema.json' with { type: 'json' }
import entitySchema from './entity.schema.json' with { type: 'json' }
import fieldSchema from './field.schema.json' with { type: 'json' }
import formSchema from './form.schema.json' with { type: 'json' }
import grantSchema from './grant.schema.json' with { type: 'json' }
import guideSchema from './guide.schema.json' with { type: 'json' }
import ledgerSchema from './ledger.schema.json' with { type: 'json' }
import listSchema from './list.schema.json' with { type: 'json' }
import matchSchema from './match.schema.json' with { type: 'json' }
import menuSchema from './menu.schema.json' with { type: 'json' }
import moduleSchema from './module.schema.json' with { type: 'json' }
import profileSchema from './profile.schema.json' with { type: 'json' }
import settingsSchema from './settings.schema.json' with { type: 'json' }
import postingSchema from './posting.schema.json' with { type: 'json' }
import postingEntrySchema from './posting-entry.schema.json' with { type: 'json' }
import printSchema from './print.schema.json' with { type: 'json' }
import processSchema from './process.schema.json' with { type: 'json' }
import processElementSchema from './process-element.schema.json' with { type: 'json' }
import reportSchema from './report.schema.json' with { type: 'json' }
import reportColumnSchema from './report-column.schema.json' with { type: 'json' }
import rolesSchema from './roles.schema.json' with { type: 'json' }
import ruleSchema from './rule.schema.json' with { type: 'json' }
import sampleSchema from './sample.schema.json' with { type: 'json' }
import scenarioSchema from './scenario.schema.json' with { type: 'json' }
import scenarioExpectationSchema from './scenario-expectation.schema.json' with { type: 'json' }
import scenarioStepSchema from './scenario-step.schema.json' with { type: 'json' }
import templateSchema from './template.schema.json' with { type: 'json' }

/** A JSON Schema (draft 7) as data. */
export type JsonSchema = Record<string, unknown>

/** The schema of every kind of definition. */
export const kindSchemas = {
  template: templateSchema,
  entity: entitySchema,
  form: formSchema,
  list: listSchema,
  process: processSchema,
  decision: decisionSchema,
  ledger: ledgerSchema,
  posting: postingSchema,
  conversion: conversionSchema,
  match: matchSchema,
  batch: batchSchema,
  report: reportSchema,
  dashboard: dashboardSchema,
  alert: alertSchema,
  automation: automationSchema,
  print: printSchema,
  module: moduleSchema,
  settings: settingsSchema,
  profile: profileSchema,
  roles: rolesSchema,
  menu: menuSchema,
  dictionary: dictionarySchema,
  calendar: calendarSchema,
  sample: sampleSchema,
  guide: guideSchema,
  scenario: scenarioSchema,
} as const

/** Pieces that several kinds share. The field schema on disk lists the options of the built-in field types; validators replace it by what the registry has. */
export const sharedSchemas: readonly JsonSchema[] = [
  vocabularySchema,
  grantSchema,
  postingEntrySchema,
  processElementSchema,
  reportColumnSchema,
  ruleSchema,
  scenarioExpectationSchema,
  scenarioStepSchema,
]

export { fieldSchema }
