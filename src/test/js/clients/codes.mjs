/** A client of the codes dialect on nodejs-websocket: says what comes in by lines, goes at the end, prints what it hears. */
import { createInterface } from 'node:readline';
import { connect } from 'nodejs-websocket';

const [address, chatId, name] = process.argv.slice(2);
const send = frame => connection.sendText(JSON.stringify(frame));

const connection = connect(address, () => {
  send({ code: 1, chatId, name });
  createInterface({ input: process.stdin })
    .on('line', message => send({ code: 2, chatId, name, message }))
    .on('close', () => send({ code: 3, chatId, name }));
});
connection.on('text', text => console.log(text));
connection.on('close', code => console.log(`closed ${code}`));
