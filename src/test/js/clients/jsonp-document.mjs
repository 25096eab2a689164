/** As much of a browser's document as the JSONP transport of the clients uses. */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { runInThisContext } from 'node:vm';

export class JsonpDocument {
  scripts = 0;
  head = new Element(this);
  body = new Element(this);
  #running = new Set();

  createElement(tag) {
    if (tag.startsWith('<')) throw new Error('only Internet Explorer takes markup here');
    return { script: () => new Script(this), form: () => new Form(this) }[tag]?.() ?? new Element(this);
  }

  getElementsByTagName() {
    return [];
  }

  /** Whoever failed has told so already, or tells nobody, as forms do. */
  run(work) {
    const running = work.catch(() => {}).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** After every request that was begun. */
  async settled() {
    await Promise.all(this.#running);
  }
}

class Element {
  style = {};
  parentNode = null;
  children = [];

  constructor(document) {
    this.document = document;
  }

  setAttribute() {}

  appendChild(child) {
    child.parentNode = this;
    this.children.push(child);
    child.inserted?.();
  }

  removeChild(child) {
    this.children = this.children.filter(other => other !== child);
    child.parentNode = null;
  }
}

/** Fetches and runs what it is pointed at. */
class Script extends Element {
  inserted() {
    this.document.scripts++;
    this.document.run(this.#load());
  }

  async #load() {
    try {
      const script = await fetched('GET', this.src);
      if (this.parentNode) runInThisContext(script);
    } catch (error) {
      if (this.parentNode) this.onerror(error);
    }
  }
}

/** Posts its only field the way browsers do: line breaks become CR LF. */
class Form extends Element {
  submit() {
    this.document.run(this.#post());
  }

  async #post() {
    const [field] = this.children;
    const body = new URLSearchParams({ [field.name]: field.value.replace(/\r\n|\r|\n/g, '\r\n') });
    await fetched(this.method, this.action, body.toString());
    this.children.at(-1).onload?.();
  }
}

/** The body of a good response, on a connection that is not kept. */
async function fetched(method, url, body) {
  const headers = body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) };
  const response = await new Promise((resolve, reject) =>
    request(url, { method, headers, agent: false }, resolve).on('error', reject).end(body));
  const content = await text(response);
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${content}`);
  return content;
}
