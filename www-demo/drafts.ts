// Keeps what was typed across reloads of the tab, except passwords and codes.

import { textsOf } from './json.ts';

const STORE = 'demo-drafts';

let drafts = read();

export function readDraft(id: string): string {
  return drafts[id] ?? '';
}

export function writeDraft(id: string, value: string): void {
  drafts[id] = value;
  store();
}

export function dropDrafts(): void {
  drafts = {};
  store();
}

function read(): Record<string, string> {
  try {
    return textsOf(JSON.parse(sessionStorage.getItem(STORE) ?? '{}'));
  } catch {
    return {};
  }
}

function store(): void {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(drafts));
  } catch {
    // Storage is blocked: a reload loses the drafts.
  }
}
