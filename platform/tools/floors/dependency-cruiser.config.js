import { cruiserRules } from './cruiser-rules.ts'

export default cruiserRules
