/** How large a picture is shown: as large as it is, but no larger than fits beside the text. */
const WIDEST = 320;
const HIGHEST = 240;

export function fit({ width, height }) {
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
