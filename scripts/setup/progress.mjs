const LIVE_MS = 200;
const PLAIN_MS = 15_000;

/**
 * Shows what goes on: on a terminal in one live line with the seconds gone by, elsewhere (a log, a build
 * machine) in plain lines, at each beginning and end and now and then between.
 */
export class Progress {
  #stream;
  #tasks = new Map();
  #timer;

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.#stream = stream;
  }

  /**
   * Shows a task until the returned functions are called.
   *
   * @param {string} name
   * @returns {{ update: (text: string) => void, done: (text?: string) => void }}
   */
  begin(name) {
    const task = { name, text: '', since: Date.now() };
    this.#tasks.set(name, task);
    this.#timer ??= setInterval(() => this.#show(), this.#stream.isTTY ? LIVE_MS : PLAIN_MS);
    if (this.#stream.isTTY) this.#show();
    else this.#line(`${name} …`);
    return {
      update: (text) => {
        task.text = text;
      },
      done: (text) => {
        this.#tasks.delete(name);
        if (text) this.#line(`${name}: ${text} (${seconds(task)})`);
        if (this.#tasks.size === 0) this.end();
      },
    };
  }

  /** @param {string} text */
  say(text) {
    this.#line(text);
  }

  end() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#tasks.clear();
    this.#clear();
  }

  #show() {
    const parts = [...this.#tasks.values()].map((task) =>
      [task.name, seconds(task), task.text].filter(Boolean).join(' '),
    );
    const text = parts.join(' · ');
    if (this.#stream.isTTY) this.#stream.write(`\r\x1b[K${text.slice(0, (this.#stream.columns || 80) - 1)}`);
    else this.#stream.write(`${text}\n`);
  }

  #line(text) {
    this.#clear();
    this.#stream.write(`${text}\n`);
  }

  #clear() {
    if (this.#stream.isTTY) this.#stream.write('\r\x1b[K');
  }
}

/** @param {{ since: number }} task */
function seconds(task) {
  return `${Math.round((Date.now() - task.since) / 1000)} s`;
}
