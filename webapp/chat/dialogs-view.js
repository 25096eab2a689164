import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ROOM_MAX, TOPIC_MAX } from '../lib/people.js';
import { icon } from './icon.js';
import { nameOf } from './state.js';

/** The dialogs about the open room, the one that makes another, and the one about a message. */
export const dialogs = page => [leaveDialog(page), roomDialog(page), topicDialog(page), deleteDialog(page)];

/** Leaving a room: the question, what it means, and the deed. Focus starts on staying; Esc is no. */
function leaveDialog(page) {
  const { words, state } = page;
  const room = nameOf(state, state.open);
  return html`<dialog class="dialog" id="leave" aria-labelledby="h-leave">
    <h2 id="h-leave">${words.say('room.leave.title', { room })}</h2>
    <p>${words.say('room.leave.text')}</p>
    <form class="choices" method="dialog"><button class="button" autofocus>${words.say('action.stay')}</button><button class="button primary" id="leave-room" @click=${page.extras.wishes.leave}>${words.say('room.leave')}</button></form>
  </dialog>`;
}

/** A room by name: joined when it is there, made when it is not. `wish` is {problem, busy}. */
function roomDialog(page) {
  const { words, extras: { wishes: { wish, submitRoom } } } = page;
  return html`<dialog class="dialog" id="create" aria-labelledby="h-create">
    <h2 id="h-create">${words.say('room.create.title')}</h2>
    <form novalidate @submit=${submitRoom}>
      <div class="field"><label for="room-name">${words.say('room.name')}</label>
        <input class="input" id="room-name" name="room" dir="auto" autocomplete="off" spellcheck="false" autocapitalize="off" aria-describedby="room-name-hint" aria-invalid=${wish.problem ? 'true' : 'false'}>
        ${hint('room-name-hint', wish, words.say('room.create.hint', { room: words.number(ROOM_MAX) }))}</div>
      <div class="choices"><button type="button" class="button" @click=${close}>${words.say('action.cancel')}</button><button class="button primary" id="enter-room" aria-busy=${wish.busy ? 'true' : nothing}>${words.say('room.create.do')}</button></div>
    </form>
  </dialog>`;
}

/** What the room is about; nothing at all is fine. */
function topicDialog(page) {
  const { words, state, extras: { wishes: { wish, submitTopic, topicOf } } } = page;
  return html`<dialog class="dialog" id="topic" aria-labelledby="h-topic">
    <h2 id="h-topic">${words.say('topic.title', { room: nameOf(state, topicOf ?? state.open) })}</h2>
    <form novalidate @submit=${submitTopic}>
      <div class="field"><label for="topic-text">${words.say('topic.label')}</label>
        <input class="input" id="topic-text" name="topic" dir="auto" autocomplete="off" aria-describedby="topic-hint" aria-invalid=${wish.problem ? 'true' : 'false'}>
        ${hint('topic-hint', wish, words.say('topic.hint', { max: words.number(TOPIC_MAX) }))}</div>
      <div class="choices"><button type="button" class="button" @click=${close}>${words.say('action.cancel')}</button><button class="button primary" id="set-topic" aria-busy=${wish.busy ? 'true' : nothing}>${words.say('topic.do')}</button></div>
    </form>
  </dialog>`;
}

/** What is said cannot be unsaid for those who have read it: the question comes first. */
function deleteDialog({ words, extras: { acts } }) {
  return html`<dialog class="dialog" id="delete" aria-labelledby="h-delete">
    <h2 id="h-delete">${words.say('message.delete.title')}</h2>
    <p>${words.say('message.delete.text')}</p>
    <form class="choices" method="dialog"><button class="button" autofocus>${words.say('action.keep')}</button><button class="button danger" id="delete-message" @click=${acts.delete}>${words.say('message.delete')}</button></form>
  </dialog>`;
}

/** What to write there; or what was wrong with what is written. */
function hint(id, { problem }, text) {
  return html`<p class=${problem ? 'problem' : 'hint'} id=${id}>${problem ? html`${icon('alert', 'small')}<span>${problem}</span>` : text}</p>`;
}

function close({ currentTarget }) {
  currentTarget.closest('dialog').close();
}
