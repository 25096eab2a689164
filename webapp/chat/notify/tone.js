/** A short tone: two notes, soft. Browsers play nothing before one has touched the page; then it is silent. */
const NOTES = [{ hertz: 660, at: 0 }, { hertz: 880, at: 0.11 }];
const LASTS = 0.18;
const LOUDEST = 0.12;

let audio = null;

export async function tone() {
  try {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') await audio.resume();
    for (const { hertz, at } of NOTES) play(audio, hertz, audio.currentTime + at);
  } catch { /* no sound on this device */ }
}

function play(context, hertz, at) {
  const note = context.createOscillator();
  const volume = context.createGain();
  note.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDEST, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + LASTS);
  note.connect(volume).connect(context.destination);
  note.start(at);
  note.stop(at + LASTS);
}
