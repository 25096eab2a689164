import { render } from '../vendor/lit-html/lit-html.js';
import { choose, load } from '../lib/i18n.js';
import { prefer, preference } from '../lib/preferences.js';
import { forGood } from '../lib/saved.js';
import { Store } from '../lib/store.js';
import { Announcer } from './announcer.js';
import { Attaching } from './attaching.js';
import { chatView } from './chat-view.js';
import { Composer } from './composer.js';
import { conversationFrom, linkTo } from './conversation.js';
import { watchDevice } from './device.js';
import { Door } from './door.js';
import { closeDrawers, watchDrawers } from './drawers.js';
import { Extras } from './extras.js';
import { loadIcons } from './icon.js';
import { watchKeys } from './keys.js';
import { moreWords } from './later.js';
import { logKeys } from './log-keys.js';
import { heardText, noticeText } from './notices.js';
import { Notifying } from './notifying.js';
import { Openings } from './openings.js';
import { Places } from './places.js';
import { explain } from './problems.js';
import { Reader } from './reader.js';
import { listed } from './rooms-view.js';
import { Screen } from './screen.js';
import { Searching } from './searching.js';
import { Session } from './session.js';
import { signInView } from './signin-view.js';
import { Signing } from './signing.js';
import { nameOf, nobody, reduce, unreadIn } from './state.js';
import { Stay } from './stay.js';
import { Toast } from './toast.js';

/** Puts the parts of the page together: state in, one rendering per frame out, and what people do back in. */
let words;
const theWords = () => words;
const screen = new Screen(draw);
const store = new Store(reduce, nobody);
const toast = new Toast(screen.refresh);
const reader = new Reader(store, screen, arrived);
const session = new Session(store, id => reader.isSeen(id));
const signing = new Signing({ session, screen, toast, words: theWords, tell, bring: () => openings.bring() });
const door = new Door({ session, words: theWords, signing, changed: screen.draw });
const composer = new Composer(store, session, tell);
const places = new Places({ store, session, reader, toast, screen, words: theWords });
const attaching = new Attaching({ store, session, refresh: screen.refresh, tell });
const extras = new Extras({ store, session, composer, places, screen, attaching, words: theWords, copy: copyHere });
const searching = new Searching({ store, session, draw: screen.draw, tell, goTo: (id, message) => places.goTo(id, message) });
const notifying = new Notifying({ store, session, words: theWords, draw: screen.draw, tell, open: id => session.open(id) });
const { levels } = notifying;
const openings = new Openings({ extras, notifying, screen, tell });
const announcer = new Announcer(document.getElementById('announcer'), n => words.count('log.newMessages', n));
reader.session = session;
session.attaching = attaching;
composer.attaching = attaching;
composer.commands = extras;
extras.help = openings.showHelp;
composer.editLast = () => extras.acts?.editLast() ?? false;
composer.said = reader.said;

/** What the views need besides the state. */
const parts = {
  session, composer, toast, reader, places, extras, attaching, searching, notifying, signing, levels, openings, emoji: { open: openings.openEmoji }, preference,
  prefer: (name, value) => { prefer(name, value); screen.refresh(); },
  goTo: (id, message) => places.goTo(id, message),
  logKeys: event => { logKeys(event); extras.acts?.pressed(event); },
  toLatest, closeDrawers, speak, skip, signOut, signIn: door.signIn,
  copyForSupport: () => copy(extras.supportText({ state: store.state, session }), words.say('transport.copied')),
  copyCode: copyHere,
};

/** The page is drawn before what stays: the announcer and the icons. */
const end = document.getElementById('end');

// ---- Rendering

function draw() {
  const { state } = store;
  const isInside = state.me !== null;
  document.body.className = isInside ? 'chat' : 'signin';
  document.title = title(state);
  if (isInside) {
    reader.around(() => drawChat(state));
    return;
  }
  reader.rest();
  composer.rest();
  searching.rest();
  notifying.rest();
  render(signInView({ words, door, signing, enter, speak }), document.body, { renderBefore: end });
}

function drawChat(state) {
  const focused = document.activeElement;
  const page = {
    ...parts, words, state, messages: reader.messages, missing: state.conversations[state.open].missing,
    isUp: state.line.phase === 'connected',
    roundTrip: state.roundTrips.at(-1)?.ms ?? null,
  };
  render(chatView(page), document.body, { renderBefore: end });
  composer.show();
  // What had the focus is gone (a banner, a deleted message): it goes where one most likely goes on.
  if (focused && !focused.isConnected) composer.focus();
}

function title(state) {
  if (state.me === null) return words.say('signin.pageTitle');
  const unread = unreadIn(state, id => !levels.isQuiet(id));
  return `${unread > 0 ? `(${unread}) ` : ''}${nameOf(state, state.open)} · Parley`;
}

/** A conversation has just been opened: the field ready, its name said. */
function arrived(id, isFirst) {
  if (isFirst) extras.whenIdle();
  extras.acts?.left();
  if (conversationFrom(location.hash) !== id) history[isFirst ? 'replaceState' : 'pushState'](null, '', linkTo(id));
  // On a touch screen the keyboard would jump up and hide what one came to read.
  if (matchMedia('(pointer: coarse)').matches) document.getElementById('title').focus({ preventScroll: true });
  else composer.focus();
  announcer.say(words.say('log.label', { room: nameOf(store.state, id) }));
}

// ---- Coming and going

async function enter(wanted) {
  const address = location.hash;                    // entering shows the lobby, and the address says so
  if (await door.enter(wanted)) places.follow(address);
}

function signOut() {
  document.getElementById('settings').hidePopover();
  session.signOut();
}

function left() {
  composer.forget();
  history.replaceState(null, '', location.pathname + location.search);
  door.countPeople();
  signing.look();
  screen.draw();
  document.getElementById('name')?.focus();
}

async function speak(language) {
  forGood.write('language', language);
  try {
    const next = await load(language);
    if (words.wantsMore) await next.more();
    if (forGood.read('language', language) !== language) return;    // another one has been chosen meanwhile
    words = next;
  } catch {                                         // away: it is there after a reload
    if (store.state.me) tell({ code: 'LOST' });
    return;
  }
  document.documentElement.lang = language;
  door.problem = null;
  screen.refresh();
}

// ---- Small deeds

function toLatest() {
  reader.toLatest();
  composer.focus();
}

function skip(event) {
  event.preventDefault();
  composer.focus();
}

function tell(problem) {
  toast.show(explain(words, problem));
}

function copyHere(text) {
  return copy(text, words.say('code.copied'));
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    toast.show(done);
  } catch {                                         // only with a permission, and only over https or on this host
    toast.show(words.say('copy.not'));
  }
}

// ---- Begin

function watch() {
  store.addEventListener('change', screen.refresh);
  session.lifeline.addEventListener('up', () => { notifying.ready(); extras.whenIdle(); });
  session.addEventListener('left', left);
  session.addEventListener('refused', ({ detail }) => { door.turnAway(detail); door.countPeople(); });
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
    goto: openings.showGoto,
    help: openings.showHelp,
    region: step => extras.load().then(() => extras.toRegion(step), () => {}),
    isOn: () => preference('shortcuts'),
    isQuiet: id => levels.isQuiet(id),
  });
  watchDrawers();
  addEventListener('hashchange', () => places.follow(location.hash));
  watchDevice({ store, session, reader, screen });
}

async function begin() {
  [words] = await Promise.all([load(choose([forGood.read('language'), ...navigator.languages])), loadIcons()]);
  document.documentElement.lang = words.language;
  moreWords.of = theWords;
  watch();
  const before = Stay.earlier();
  if (signing.how === 'account') await signing.load().catch(() => {});
  if (before && (signing.how === 'guest' || signing.way)) {
    signing.way?.resume();
    session.resume(before);
    places.resume(location.hash);
    screen.draw();
    signing.look();
    return;
  }
  screen.draw();
  door.countPeople();
  signing.look();
  if (!matchMedia('(pointer: coarse)').matches) document.getElementById('name')?.focus();
}

begin();
