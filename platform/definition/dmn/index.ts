export { readDmn, type DmnModel } from './read-dmn.ts'
export { typeValue } from './type-value.ts'
