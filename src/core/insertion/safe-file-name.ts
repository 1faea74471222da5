const longestPath = 100;
const longestDepth = 8;

/** Names that Windows keeps for devices, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?:\.|$)/i;

/**
 * A relative path that is safe to offer as a file's name, made of what a model wrote: the path itself, or only its last
 * part where it is absolute, climbs (`..`) or is otherwise not plainly within a folder; undefined where that is not safe
 * either.
 */
export function safeFileName(path: string): string | undefined {
  const parts = path.trim().replaceAll('\\', '/').split('/');
  const last = parts.at(-1) ?? '';
  if (!isSafePart(last)) return undefined;
  const inner = parts[0] === '.' ? parts.slice(1) : parts;
  const isWhole = inner.length <= longestDepth && path.length <= longestPath && inner.every(isSafePart);
  return isWhole ? inner.join('/') : last;
}

function isSafePart(part: string): boolean {
  return (
    part.length <= longestPath &&
    // Letters, digits and what frameworks put into names; above all no control, format or quoting characters.
    /^[\p{L}\p{N}_.@$([{+][\p{L}\p{M}\p{N}_.@$()[\]{}+#&',=!~ -]*$/u.test(part) &&
    /[\p{L}\p{N}]/u.test(part) &&
    !/[. ]$/.test(part) &&
    !/^\.\./.test(part) &&
    !/^\.?git(?:~\d+)?$/i.test(part) &&
    !deviceName.test(part)
  );
}
