import { render } from '../vendor/lit-html/lit-html.js';
import { choose, load } from '../lib/i18n.js';
import { problemWithRoom } from '../lib/people.js';
import { forGood } from '../lib/saved.js';
import { Store } from '../lib/store.js';
import { Announcer } from './announcer.js';
import { Attaching } from './attaching.js';
import { chatView } from './chat-view.js';
import { Composer } from './composer.js';
import { LOBBY, conversationFrom, isRoom, keyOf, linkTo, personId } from './conversation.js';
import { Door } from './door.js';
import { closeDrawers, watchDrawers } from './drawers.js';
import { Edges } from './edges.js';
import { loadIcons } from './icon.js';
import { watchKeys } from './keys.js';
import { logKeys } from './log-keys.js';
import { LogWindow } from './log-window.js';
import { heardText, noticeText } from './notices.js';
import { Notifying } from './notifying.js';
import { explain } from './problems.js';
import { listed } from './rooms-view.js';
import { dayOf } from './rows.js';
import { Scroll } from './scroll.js';
import { Searching } from './searching.js';
import { Session } from './session.js';
import { signInView } from './signin-view.js';
import { nameOf, nobody, reduce, unreadIn } from './state.js';
import { Stay } from './stay.js';
import { Toast } from './toast.js';
import { supportText } from './transport-view.js';

/** Puts the parts of the page together: state in, one rendering per frame out, and what people do back in. */
const store = new Store(reduce, nobody);
const scroll = new Scroll();
const logWindow = new LogWindow();
const edges = new Edges(edge => (edge === 'earlier' ? earlier() : later()));
const isSeen = id => shown === id && document.visibilityState === 'visible' && logWindow.isAtEnd && scroll.isAtEnd;
const session = new Session(store, isSeen);
const door = new Door(session, () => words, () => draw());
const toast = new Toast(refresh);
const composer = new Composer(store, session, () => toast.show(words.say('problem.queueFull')));
const attaching = new Attaching(store, session, refresh);
const searching = new Searching({ store, session, draw, goTo });
const notifying = new Notifying({ store, session, words: () => words, draw, open: id => session.open(id) });
const { levels } = notifying;
const announcer = new Announcer(document.getElementById('announcer'), n => words.count('log.newMessages', n));

/** The page is drawn before what stays: the announcer and the icons. */
const end = document.getElementById('end');

let words;
let wish = { problem: null, busy: false };
let shown = null;
let wasLoaded = false;
let isAbove = false;
let due = false;
let ticked = Date.now();
let day = dayOf(ticked);

// ---- Rendering

function refresh() {
  if (due) return;
  due = true;
  // A page in the background gets no frames, and its title is where one sees that something is new.
  if (document.visibilityState === 'visible') requestAnimationFrame(drawIfDue);
  else setTimeout(drawIfDue, 100);
}

function drawIfDue() {
  if (!due) return;
  due = false;
  draw();
}

function draw() {
  const { state } = store;
  const isInside = state.me !== null;
  document.body.className = isInside ? 'chat' : 'signin';
  document.title = title(state);
  if (isInside) {
    drawChat(state);
    return;
  }
  shown = null;
  composer.rest();
  searching.rest();
  notifying.rest();
  render(signInView({ words, door, enter, speak }), document.body, { renderBefore: end });
}

function drawChat(state) {
  const isNew = shown !== state.open;
  if (isNew || wasLoaded !== state.conversations[state.open].loaded) logWindow.arrive(state.conversations[state.open]);
  const isFirstPage = !isNew && !wasLoaded && state.conversations[state.open].loaded;
  wasLoaded = state.conversations[state.open].loaded;
  scroll.hold(logWindow.isAtEnd);
  const focused = document.activeElement;
  render(chatView(pageOf(state)), document.body, { renderBefore: end });
  composer.show();
  // What had the focus is gone (a banner, a deleted message): it goes where one most likely goes on.
  if (focused && !focused.isConnected) composer.focus();
  if (isNew) arrive(state.open);
  else if (isFirstPage) lookAround();
  else scroll.restore();
  edges.watch();
}

function pageOf(state) {
  return {
    words, state, session, composer, attaching, searching, notifying, levels, toast, wish, isAbove, logWindow,
    messages: logWindow.of(state.conversations[state.open].messages, scroll.isAtEnd ? 'end' : 'start'),
    isUp: state.line.phase === 'connected',
    roundTrip: state.roundTrips.at(-1)?.ms ?? null,
    join, writeTo, earlier, speak, skip, signOut, closeDrawers, logKeys, scrolled, toLatest,
    askForRoom, submitRoom, closeRoomDialog, askToLeave, leaveOpen, closeDirect, copyForSupport, copyCode, showConnection, showNotify,
  };
}

function title(state) {
  if (state.me === null) return words.say('signin.pageTitle');
  const unread = unreadIn(state, id => !levels.isQuiet(id));
  return `${unread > 0 ? `(${unread}) ` : ''}${nameOf(state, state.open)} · Parley`;
}

/** A conversation has just been opened: at its first new message, the field ready, its name said. */
function arrive(id) {
  const isFirst = shown === null;
  shown = id;
  isAbove = false;
  if (conversationFrom(location.hash) !== id) history[isFirst ? 'replaceState' : 'pushState'](null, '', linkTo(id));
  // On a touch screen the keyboard would jump up and hide what one came to read.
  if (matchMedia('(pointer: coarse)').matches) document.getElementById('title').focus({ preventScroll: true });
  else composer.focus();
  announcer.say(words.say('log.label', { room: nameOf(store.state, id) }));
  lookAround();
}

/** At the first new message, or at the end; what is in view counts as read. */
function lookAround() {
  scroll.toFresh();
  requestAnimationFrame(scrolled);
}

// ---- Coming and going

async function enter(wanted) {
  const address = location.hash;                    // entering shows the lobby, and the address says so
  if (await door.enter(wanted)) follow(address);
}

function signOut() {
  composer.forget();
  document.getElementById('settings').hidePopover();
  session.signOut();
  history.replaceState(null, '', location.pathname + location.search);
  door.countPeople();
  draw();
  document.getElementById('name').focus();
}

async function speak(language) {
  forGood.write('language', language);
  words = await load(language);
  document.documentElement.lang = language;
  door.problem = null;
  refresh();
}

// ---- Rooms and people

/** The address names a conversation: a link, the back button, a reload. */
function follow(address) {
  const { state } = store;
  const id = conversationFrom(address);
  if (state.me === null || id === null || id === state.open) return;
  if (isRoom(id) && keyOf(id) !== LOBBY && !Object.hasOwn(state.conversations, id)) join(keyOf(id));
  else if (id !== personId(state.me.id)) session.open(id);
}

async function join(room) {
  try {
    await session.join(room);
    closeDrawers();
  } catch (problem) {
    toast.show(explain(words, problem));
  }
}

function writeTo(person) {
  closeDrawers();
  session.open(personId(person));
}

function askForRoom() {
  wish = { problem: null, busy: false };
  draw();
  document.getElementById('room-name').value = '';
  document.getElementById('create').showModal();
}

async function submitRoom(event) {
  event.preventDefault();
  if (wish.busy) return;
  const field = event.currentTarget.elements.room;
  const room = field.value.trim();
  try {
    const code = problemWithRoom(room);
    if (code) throw { code };
    wish = { problem: null, busy: true };
    refresh();
    await session.join(room);
    wish = { problem: null, busy: false };
    closeRoomDialog();
    closeDrawers();
  } catch (problem) {
    wish = { problem: explain(words, problem), busy: false };
    draw();
    field.focus();
  }
}

function closeRoomDialog() {
  document.getElementById('create').close();
}

function askToLeave() {
  document.getElementById('leave').showModal();
}

function leaveOpen() {
  session.leave(keyOf(store.state.open));
}

function closeDirect() {
  session.closeDirect(store.state.open);
}

// ---- Reading

function scrolled() {
  const { state } = store;
  if (state.me === null) return;
  if (isSeen(state.open)) session.look(state.open);
  if (scroll.isAbove === isAbove) return;
  isAbove = scroll.isAbove;
  refresh();
}

/** What was said before: first what the page knows, then what the server has. */
function earlier() {
  const { messages } = store.state.conversations[store.state.open];
  if (!logWindow.hasEarlier(messages)) {
    session.older(store.state.open);
    return;
  }
  logWindow.earlier(messages);
  refresh();
}

function later() {
  logWindow.later(store.state.conversations[store.state.open].messages);
  refresh();
}

/** To a message, wherever it is; what lies between is loaded, or a gap. */
async function goTo(id, messageId) {
  try {
    if (!Object.hasOwn(store.state.conversations, id) && isRoom(id)) await session.join(keyOf(id));
    else session.open(id);
    const isThere = await session.reach(id, messageId);
    if (store.state.open !== id) return;            // somebody has gone on meanwhile
    if (isThere) showMessage(messageId);
    else toast.show(words.say('problem.noSuchMessage'));
  } catch (problem) {
    toast.show(explain(words, problem));
  }
}

function showMessage(messageId) {
  logWindow.around(store.state.conversations[store.state.open], messageId);
  draw();
  const message = document.querySelector(`#messages > [data-id="${messageId}"]`);
  if (!message) return;
  scroll.to(message);
  message.focus({ preventScroll: true });
  message.toggleAttribute('data-sought', true);
  setTimeout(() => message.removeAttribute('data-sought'), 2_000);
}

function toLatest() {
  logWindow.toEnd(store.state.conversations[store.state.open]);
  draw();
  scroll.toEnd();
  composer.focus();
}

function skip(event) {
  event.preventDefault();
  composer.focus();
}

function showConnection() {
  document.getElementById('settings').hidePopover();
  closeDrawers();
  document.getElementById('transport').showPopover();
  document.getElementById('copy-support').focus();
}

function showNotify() {
  document.getElementById('settings').hidePopover();
  closeDrawers();
  notifying.show();
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    toast.show(done);
  } catch {                                         // only with a permission, and only over https or on this host
    toast.show(words.say('copy.not'));
  }
}

function copyForSupport() {
  return copy(supportText({ state: store.state, session }), words.say('transport.copied'));
}

function copyCode(text) {
  return copy(text, words.say('code.copied'));
}

// ---- Begin

function watch() {
  session.attaching = attaching;
  composer.attaching = attaching;
  store.addEventListener('change', refresh);
  session.lifeline.addEventListener('up', () => { attaching.learn(); notifying.ready(); });
  session.addEventListener('notice', ({ detail }) => toast.show(noticeText(words, detail)));
  session.addEventListener('heard', ({ detail }) => {
    const text = heardText(words, store.state, detail);
    const isQuiet = detail.id !== store.state.open && levels.isQuiet(detail.id);
    if (text !== null && !isQuiet) announcer.say(text);
  });
  watchKeys({
    store,
    ids: () => listed(store.state, words.order),
    open: id => session.open(id),
    latest: () => { toast.hide(); toLatest(); },
  });
  watchDrawers();
  addEventListener('hashchange', () => follow(location.hash));
  addEventListener('online', () => session.lifeline.nudge());
  addEventListener('offline', () => session.lifeline.wentOffline());
  document.addEventListener('visibilitychange', () => {
    drawIfDue();
    session.presence.looked(document.visibilityState === 'visible');
    if (document.visibilityState !== 'visible') return;
    session.lifeline.nudge();
    scrolled();
  });
  setInterval(tick, 1_000);
}

/** What changes with time alone: the countdown, typing that has stopped, the day; and waking up after sleep. */
function tick() {
  const now = Date.now();
  const slept = now - ticked > 5_000;
  ticked = now;
  if (store.state.me === null) return;
  if (slept) session.lifeline.nudge();
  store.dispatch({ type: 'typingExpired', at: now });
  if (store.state.line.phase === 'waiting' || dayOf(now) !== day || document.querySelector('#transport:popover-open')) refresh();
  day = dayOf(now);
}

async function begin() {
  [words] = await Promise.all([load(choose([forGood.read('language'), ...navigator.languages])), loadIcons()]);
  document.documentElement.lang = words.language;
  watch();
  const before = Stay.earlier();
  if (before) {
    session.resume(before);
    follow(location.hash);
    draw();
    return;
  }
  draw();
  door.countPeople();
  if (!matchMedia('(pointer: coarse)').matches) document.getElementById('name').focus();
}

begin();
