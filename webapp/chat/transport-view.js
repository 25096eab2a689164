import { html, nothing, svg } from '../vendor/lit-html/lit-html.js';
import { icon } from './icon.js';

const WIDTH = 288;
const HEIGHT = 44;
const SPAN = 300_000;

/** How one is connected, in a popover above the line; round trips come from real acknowledgements only. */
export function transportView(page) {
  const { words, state } = page;
  const { line, me, roundTrips } = state;
  const facts = [
    [words.say('transport.wire'), words.say('transport.native')],
    [words.say('transport.kind'), 'WebSocket'],
    line.since ? [words.say('transport.since'), since(words, line.since)] : null,
    [words.say('transport.reconnects'), words.number(line.reconnects ?? 0)],
    line.code ? [words.say('transport.lastClose'), html`<code dir="ltr">${line.code} ${line.reason}</code>`] : null,
    me.id === null ? null : [words.say('transport.session'), html`<code dir="ltr">${me.id}</code>`],
  ].filter(Boolean);
  return html`<div class="popover transport" id="transport" popover role="dialog" aria-labelledby="h-transport">
    <header><h2 id="h-transport">${words.say('transport.title')}</h2><span class="tag ${page.isUp ? 'good' : 'warn'}">${words.say(page.isUp ? 'line.connected' : 'line.open')}</span></header>
    ${roundTrips.length < 2 ? nothing : chart(words, roundTrips)}
    <dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    <button type="button" class="button quiet" id="copy-support" @click=${page.copyForSupport}>${icon('copy', 'small')}${words.say('transport.copy')}</button>
  </div>`;
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
  const { line, me, namespace, roundTrips } = state;
  return [
    `time: ${new Date().toISOString()}`,
    `page: ${location.origin}${location.pathname}`,
    `namespace: ${namespace}`,
    `wire: native JSON over WebSocket`,
    `session: ${me?.id ?? '-'}`,
    `state: ${line.phase}${line.code === null || line.code === undefined ? '' : `, last close ${line.code} ${line.reason}`.trimEnd()}`,
    `connected since: ${line.since ? new Date(line.since).toISOString() : '-'}`,
    `reconnects: ${line.reconnects ?? 0}`,
    `waiting messages: ${session.waiting}`,
    `round trips, ms: ${roundTrips.slice(-10).map(trip => Math.round(trip.ms)).join(' ') || '-'}`,
    `browser: ${navigator.userAgent}`,
  ].join('\n');
}
