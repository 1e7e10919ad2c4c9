import type { Commit, Namespace, Store } from '../../server/store/store.ts';
import { commitOf, landed } from './commits.ts';

/** The store that a test has open, with its namespace `market`. */
export class OpenedStore {
  store!: Store;
  market!: Namespace;

  async open(opening: () => Promise<Store>): Promise<void> {
    this.store = await opening();
    this.market = this.store.namespace('market');
  }

  /** Commits one record; the rest of the commit may be given. */
  put(key: string, value: unknown, more: Partial<Commit> = {}): Promise<number> {
    return landed(this.market.commit(commitOf({ writes: [[key, value]], ...more })));
  }
}
