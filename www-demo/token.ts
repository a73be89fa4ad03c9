import { isRecord } from './json.ts';

/**
 * Returns the claims of a token, for display; undefined if it cannot be decoded. Does not verify the token: only
 * the game's server can, because it has the key.
 */
export function claimsOf(token: string): Record<string, unknown> | undefined {
  try {
    const [, part = ''] = token.split('.');
    const base64 = part.replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
