import type { AnnouncementRules } from '../estimate/announcement.ts'

/**
 * When contacts that wait are told where they stand and how long it may take. The estimator of the configuration expects
 * the wait; while it has nothing to go on, nothing is told.
 */
export interface WaitAnnouncementConfig extends AnnouncementRules {
  /** First so long after the contact entered its queue, ms. Default 30,000. */
  readonly firstMs?: number
  /** Then looked at again each so many ms, and told where the wait or the position is another. Default 60,000. */
  readonly everyMs?: number
}
