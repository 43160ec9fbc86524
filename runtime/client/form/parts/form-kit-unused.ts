/**
 * Stands in for FormKit's rules, validation, themes, messages and telemetry in the bundle (see vite.config.ts): our own types check values,
 * our tokens draw, our catalogue speaks. Only FormKit's default configuration calls these, and we never ask for it.
 */
function refuse(): never {
  throw new Error('FormKit’s default configuration is not part of this client')
}

export const createI18nPlugin = refuse
export const createIconHandler = refuse
export const createMessageName = refuse
export const createThemePlugin = refuse
export const createValidationPlugin = refuse
export const changeLocale = refuse
export const register = refuse
export const en = {}
