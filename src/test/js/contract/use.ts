// What a page's author writes. A line after @ts-expect-error must be wrong: if it is not, the compiler says so.
import { io, Socket } from 'socket.io-client';
import type { ChatClientToServerEvents, ChatServerToClientEvents, Receipt, Said } from './events';

const chat: Socket<ChatServerToClientEvents, ChatClientToServerEvents> = io('/chat');

chat.on('said', (said: Said) => console.log(said.from.toUpperCase(), said.at?.length));
chat.on('user left', (name, remaining) => console.log(name.length, remaining.toFixed()));
chat.on('prompt', (question, ack) => ack({ from: question, text: '', tags: [], mood: 'GOOD' }));
chat.on('error', ({ code }) => console.log(code.length));

chat.emit('say', { room: 'x', text: 'y' }, (answer) => {
  if ('error' in answer) {
    console.log(answer.error.code);
  } else {
    const receipt: Receipt = answer;
    console.log(receipt.id.toFixed());
  }
});
chat.emit('typing');
chat.emit('upload', new Uint8Array(3), [{ room: 'x', text: 'y' }], null);
chat.emit('anything', 1, 'two', { three: 3 });
const page = await chat.emitWithAck('page', 3);
console.log('error' in page ? page.error.code : page.items[0].text);

// @ts-expect-error no such event
chat.emit('sya', { room: 'x', text: 'y' });
// @ts-expect-error a member is missing
chat.emit('say', { room: 'x' }, () => {});
// @ts-expect-error a number is no text
chat.on('user left', (name: number) => console.log(name));
// @ts-expect-error one of two moods
chat.on('prompt', (question, ack) => ack({ from: question, text: '', tags: [], mood: 'SO_SO' }));
