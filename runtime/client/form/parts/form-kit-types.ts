import type { FormKitSchema, useFormKitNodeById } from '@formkit/vue'

/** FormKit's own types by way of its Vue package, which is the one that we depend on. */
export type FormNode = Parameters<NonNullable<Parameters<typeof useFormKitNodeById>[1]>>[0]
export type FormContext = NonNullable<FormNode['context']>
export type SchemaNode = Extract<InstanceType<typeof FormKitSchema>['$props']['schema'], unknown[]>[number]
