export const engineVersion = '0.1.0' as const
