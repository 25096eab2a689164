import { html, nothing, svg } from '../vendor/lit-html/lit-html.js';
import { WIRES } from '../lib/connection/wires.js';
import { icon } from './icon.js';
import { transportName } from './transport-name.js';

const WIDTH = 288;
const HEIGHT = 44;
const SPAN = 300_000;

/** How one is connected, in a popover above the line; round trips come from real acknowledgements only. */
export function transportView(page) {
  const { words, state } = page;
  const { line, roundTrips } = state;
  const facts = [
    [words.say('transport.wire'), wireName(words, state.wire.wire)],
    [words.say('transport.kind'), transportFact(words, state.wire)],
    line.since ? [words.say('transport.since'), since(words, line.since)] : null,
    [words.say('transport.reconnects'), words.number(line.reconnects ?? 0)],
    line.code ? [words.say('transport.lastClose'), html`<code dir="ltr">${line.code} ${line.reason}</code>`] : null,
    state.wire.session ? [words.say('transport.session'), html`<code dir="ltr">${state.wire.session}</code>`] : null,
  ].filter(Boolean);
  return html`<div class="popover transport" id="transport" popover role="dialog" aria-labelledby="h-transport">
    <header><h2 id="h-transport">${words.say('transport.title')}</h2><span class="tag ${page.isUp ? 'good' : 'warn'}">${words.say(page.isUp ? 'line.connected' : 'line.open')}</span></header>
    ${roundTrips.length < 2 ? nothing : chart(words, roundTrips)}
    <dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    ${choice(page)}
    <button type="button" class="button quiet" id="copy-support" @click=${page.copyForSupport}>${icon('copy', 'small')}${words.say('transport.copy')}</button>
  </div>`;
}

const NAMES = { socketio: 'Socket.IO', native: 'transport.native', sse: 'transport.sse' };

const wireName = (words, wire) => words.say(NAMES[wire] ?? wire);

function transportFact(words, wire) {
  return wire.transport === 'websocket' && wire.upgradedAfter
    ? words.say('transport.upgraded', { n: words.number(wire.upgradedAfter) }) : transportName(words, wire);
}

/** Which wire to use, from now on. */
function choice({ words, session }) {
  const now = session.wires.choice;
  return html`<fieldset class="segments wires" aria-label=${words.say('transport.use')}>
    ${['auto', ...WIRES].map(wire => html`<label><input type="radio" name="wire" value=${wire} .checked=${wire === now} @change=${() => session.use(wire)}>${
      wire === 'auto' ? words.say('transport.auto') : { socketio: 'Socket.IO', native: 'WebSocket', sse: 'SSE' }[wire]}</label>`)}
  </fieldset>`;
}

function since(words, then) {
  const time = words.time(then);
  const minutes = Math.floor((Date.now() - then) / 60_000);
  return minutes < 1 ? words.say('transport.sinceNow', { time }) : words.say('transport.sinceValue', { time, for: words.minutes(minutes) });
}

function chart(words, trips) {
  const points = pointsOf(trips);
  const worst = Math.max(...trips.map(trip => trip.ms));
  const best = Math.min(...trips.map(trip => trip.ms));
  const path = points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return html`<figure class="ping">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${words.say('transport.pingChart', { a: words.milliseconds(best), b: words.milliseconds(worst) })}>${svg`
      <path class="area" d="${path}V${HEIGHT}H${points[0][0].toFixed(1)}Z"/><path class="stroke" d=${path} />`}</svg>
    <figcaption><b class="figures"><bdi>${words.milliseconds(trips.at(-1).ms)}</bdi></b> ${words.say('transport.roundTrip')}</figcaption>
  </figure>`;
}

/** The first at the start edge, the last at the end, heights from nought. */
function pointsOf(trips) {
  const from = trips[0].at;
  const span = Math.min(SPAN, Math.max(1, trips.at(-1).at - from));
  const worst = Math.max(...trips.map(trip => trip.ms), 1);
  return trips.map(({ at, ms }) => [(at - from) / span * WIDTH, HEIGHT - 2 - ms / worst * (HEIGHT - 8)]);
}

/** Plain lines, in English whatever the page speaks: for whoever runs the server. */
export function supportText({ state, session }) {
  const { line, me, namespace, roundTrips, wire } = state;
  return [
    `time: ${new Date().toISOString()}`,
    `page: ${location.origin}${location.pathname}`,
    `namespace: ${namespace}`,
    `wire: ${wire.wire}, transport: ${wire.transport}, choice: ${session.wires.choice}`,
    `session: ${wire.session ?? '-'}, person: ${me?.id ?? '-'}`,
    `state: ${line.phase}${line.code === null || line.code === undefined ? '' : `, last close ${line.code} ${line.reason}`.trimEnd()}`,
    `connected since: ${line.since ? new Date(line.since).toISOString() : '-'}`,
    `reconnects: ${line.reconnects ?? 0}`,
    `waiting messages: ${session.waiting}`,
    `round trips, ms: ${roundTrips.slice(-10).map(trip => Math.round(trip.ms)).join(' ') || '-'}`,
    `browser: ${navigator.userAgent}`,
  ].join('\n');
}
