/** A short list of what the reader used last, newest first, kept in this browser. */
const kept = 8;

export function remembered(name: string): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
  } catch {
    // Somebody else's text under our name: as good as none.
    return [];
  }
}

export function remember(name: string, value: string): void {
  const others = remembered(name).filter((each) => each !== value);
  localStorage.setItem(name, JSON.stringify([value, ...others].slice(0, kept)));
}
