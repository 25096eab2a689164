/** Why a file cannot be sent, as a code of docs/chat.md, or null; `limits` are the server's, null while they are not known. */
export function problemWithFile({ size, type }, limits) {
  if (limits === null) return null;
  if (size > limits.maxBytes) return 'FILE_TOO_LARGE';
  return accepts(limits.types, type || 'application/octet-stream') ? null : 'FILE_TYPE';
}

function accepts(types, type) {
  const plain = type.toLowerCase().replace(/;.*/, '').trim();
  return types.includes('*') || types.includes(plain) || types.includes(`${plain.split('/')[0]}/*`);
}

/** How large a picture is, in pixels; {} when it is none, or none that this browser can read. */
export async function sizeOf(file) {
  if (!file.type.startsWith('image/')) return {};
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = picture;
    picture.close();
    return { width, height };
  } catch {
    return {};
  }
}
