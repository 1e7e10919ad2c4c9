/** A page with places that HITs fill (7.6); its requester's own. */
export interface HitLayoutRecord {
  readonly id: string;
  readonly requester: string;
  readonly html: string;
  /** In pixels; 0 fits the window. */
  readonly frameHeight: number;
  readonly createdAt: number;
}
