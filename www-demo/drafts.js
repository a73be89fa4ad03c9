// What was typed survives a reload of the tab. Passwords and codes are never written anywhere.

const STORE = 'demo-drafts';

/** @type {Record<string, string>} */
let drafts = read();

/** @param {string} id */
export function readDraft(id) {
  return drafts[id] ?? '';
}

/**
 * @param {string} id
 * @param {string} value
 */
export function writeDraft(id, value) {
  drafts[id] = value;
  store();
}

export function dropDrafts() {
  drafts = {};
  store();
}

/** @returns {Record<string, string>} */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE) ?? '{}');
  } catch {
    return {};
  }
}

function store() {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(drafts));
  } catch {
    // storage is blocked: the page works, a reload forgets
  }
}
