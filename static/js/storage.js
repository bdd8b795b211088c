/* The browser's storage, which it may refuse (site data blocked, web views): then nothing is kept, and nothing breaks. */

class Storage {
  constructor(name) {
    this.name = name;
  }

  get area() {
    return window[this.name]; // reading the property itself may throw
  }

  get(key) {
    try {
      return this.area.getItem(key);
    } catch {
      return null;
    }
  }

  set(key, value) {
    try {
      this.area.setItem(key, value);
    } catch {
      // For this page alone, then.
    }
  }

  remove(key) {
    try {
      this.area.removeItem(key);
    } catch {
      // There was nothing.
    }
  }

  keys() {
    try {
      return Object.keys(this.area);
    } catch {
      return [];
    }
  }
}

export const ofTab = new Storage("sessionStorage");
export const ofBrowser = new Storage("localStorage");
