/** Variables of a channel whose phone's REFER is told instead of being carried out. Asterisk 20.13, 21.8, 22.3 */
export const TRANSFERS: Readonly<Record<string, string>> = { 'PJSIP_TRANSFER_HANDLING()': 'ari-only' }

/** What became of a transfer, a SIP status, as `transfer_progress` has it. */
export function transferState(status: number): string {
  if (status < 200) return 'channel_progress'
  if (status < 300) return 'channel_answered'
  return status === 403 || status === 486 || status === 603 ? 'channel_declined' : 'channel_unavailable'
}
