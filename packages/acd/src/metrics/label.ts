/** A text for people, in English and in Chinese. */
export interface BilingualLabel {
  readonly en: string
  readonly zh: string
}
