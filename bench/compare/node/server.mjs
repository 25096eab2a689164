// Socket.IO's own server; argument: the port.
import { Server } from 'socket.io';

const io = new Server(Number(process.argv[2]), { transports: ['websocket', 'polling'], serveClient: false });
io.on('connection', socket => {
  socket.on('echo', text => socket.emit('echo', text));
  socket.on('ack', (text, answer) => answer(text));
  socket.on('enter', room => socket.join(room));
  socket.on('leave', room => socket.leave(room));
  socket.on('tell', (room, text) => io.to(room).emit('told', text));
  socket.on('say', text => io.emit('said', text));
});
