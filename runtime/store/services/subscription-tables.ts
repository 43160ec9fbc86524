import type { TableShape } from '../database.ts'

/** Reports that people are sent again and again. Times are milliseconds since the epoch. */
export const subscriptionTables: readonly TableShape[] = [
  {
    name: 'subscription',
    columns: [
      { name: 'id', type: 'integer', required: true },
      { name: 'person', type: 'integer', required: true },
      { name: 'report', type: 'text', required: true },
      /** JSON: name to text. */
      { name: 'parameters', type: 'text', required: true },
      /** A period by name, which is another one each time; null: the days are among the parameters. */
      { name: 'period', type: 'text' },
      { name: 'rhythm', type: 'text', required: true },
      { name: 'hour', type: 'integer', required: true },
      { name: 'language', type: 'text', required: true },
      { name: 'created_at', type: 'integer', required: true },
      { name: 'next_at', type: 'integer', required: true },
      { name: 'sent_at', type: 'integer' },
    ],
    primaryKey: ['id'],
    indexes: [{ name: 'subscription_person', columns: ['person', 'id'] }],
  },
]
