import { isRecord } from './json.ts';

/**
 * What a token says, for display. Nothing is verified here: that is for the game's server, which
 * has the key. Undefined where it cannot be read.
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
