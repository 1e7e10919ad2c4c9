import type { Versioned } from '../store.ts';
import type { FlushGroup } from './flush-queue.ts';
import type { FeedBounds } from './kept-feed.ts';
import type { NamespacePrefixes } from './keys.ts';
import { type CacheGenerations, VersionCache } from './version-cache.ts';

/** Stands for a record that isn't there. */
export const absent: Versioned = { value: undefined, version: 0 };

/**
 * What one flush is to make durable in one namespace. Each has maps of its own, let go as a whole: a map that is
 * filled and emptied for ever keeps what it held alive from one garbage collection to the next.
 */
export class Overlay {
  readonly group: FlushGroup;
  readonly records = new Map<string, Versioned>();
  readonly deadlines = new Map<string, number | null>();

  constructor(group: FlushGroup) {
    this.group = group;
  }
}

/** A namespace as decisions see it: the disk, with what is on its way there laid over it. */
export class Head {
  prefixes: NamespacePrefixes | undefined;
  readonly bounds: FeedBounds;
  /** Position of the newest event on the disk. */
  durableEnd: number;
  /** Newest versions, whether on the disk yet or not. */
  readonly versions: VersionCache;
  /** The overlay of the group that gathers, and before it that of the group being flushed. */
  overlays: readonly Overlay[] = [];

  constructor(prefixes: NamespacePrefixes | undefined, bounds: FeedBounds, generations: CacheGenerations) {
    this.prefixes = prefixes;
    this.bounds = bounds;
    this.durableEnd = bounds.end;
    this.versions = new VersionCache(generations);
  }

  overlayOf(group: FlushGroup): Overlay {
    const newest = this.overlays[0];
    if (newest?.group === group) return newest;
    const overlay = new Overlay(group);
    this.overlays = [overlay, ...this.overlays];
    group.after.push(() => {
      this.overlays = this.overlays.filter((other) => other !== overlay);
    });
    return overlay;
  }

  pendingRecord(key: string): Versioned | undefined {
    for (const overlay of this.overlays) {
      const record = overlay.records.get(key);
      if (record) return record;
    }
    return undefined;
  }

  /** Undefined: nothing about it is on its way to the disk; null: it is being taken away. */
  pendingDeadline(id: string): number | null | undefined {
    for (const overlay of this.overlays) {
      const at = overlay.deadlines.get(id);
      if (at !== undefined) return at;
    }
    return undefined;
  }
}

export const noFeed = (): FeedBounds => ({ end: 0, first: 1, firstAt: 0 });
