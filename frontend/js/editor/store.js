// What the device keeps of a draft. The storage may be full, or forbidden; then `keep` says so by returning false.
const PREFIX = "jembatan.draft.";

export class Store {
  constructor(draft, viewer) {
    this.key = `${PREFIX}${viewer ? `${viewer}.` : ""}${draft}`;
  }

  read(suffix = "") {
    try {
      return JSON.parse(localStorage.getItem(this.key + suffix) ?? "null");
    } catch {
      return null;
    }
  }

  keep(value, suffix = "") {
    try {
      localStorage.setItem(this.key + suffix, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  drop(suffix = "") {
    try {
      localStorage.removeItem(this.key + suffix);
    } catch {
      // Storage is forbidden: nothing was kept either.
    }
  }
}
