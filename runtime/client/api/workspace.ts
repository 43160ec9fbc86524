/** The workspace this page belongs to: `/w/<name>/…`. */
export const workspaceName = /^\/w\/([^/]+)/.exec(location.pathname)?.[1] ?? 'demo'
export const workspaceBase = `/w/${workspaceName}/`
export const interfaceBase = `/w/${workspaceName}/api/`
