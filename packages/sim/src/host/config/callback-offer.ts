/** How callers who wait are asked whether to be called back, where nothing is said. */
export const CALLBACK_OFFER = { prompt: 'call back', key: '1' } as const
