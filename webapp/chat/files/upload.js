/**
 * One file on its way to the server (docs/chat.md, "Over HTTP"). `done` resolves with what a message may speak of, and rejects
 * with {code, retryAfter?}: a code of the server's, `LOST` when the way there broke, `CANCELLED`.
 */
export function upload({ address, key, file, progress }, { Request = globalThis.XMLHttpRequest } = {}) {
  const request = new Request();
  const done = new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { problem, answer } = read(request);
      if (problem) reject(problem);
      else resolve(answer);
    };
    request.onerror = () => reject({ code: 'LOST' });
    request.onabort = () => reject({ code: 'CANCELLED' });
    request.open('POST', address);
    request.setRequestHeader('Authorization', `Bearer ${key}`);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

/** Takes a file back that no message will speak of; `answer` is the server's about it. Best effort: it goes by itself after a day. */
export async function takeBack({ key, answer: { id, name } }) {
  const address = new URL(`api/files/${id}/${encodeURIComponent(name)}`, document.baseURI);
  await fetch(address, { method: 'DELETE', headers: { Authorization: `Bearer ${key}` } });
}

function read({ status, responseText }) {
  let answer = null;
  try {
    answer = JSON.parse(responseText);
  } catch { /* a proxy between us and the server has answered for it */ }
  if (status === 201 && typeof answer?.id === 'string') return { answer };
  const { code, retryAfter } = answer?.error ?? {};
  return { problem: { code: code ?? BY_STATUS[status] ?? 'LOST', ...(retryAfter ? { retryAfter } : {}), status } };
}

const BY_STATUS = { 413: 'FILE_TOO_LARGE', 415: 'FILE_TYPE', 503: 'BUSY' };
