/** What each of the three sites is given. */
export interface SiteProps {
  readonly market: string;
}
