// What must always hold, judged by the server's log and by what the tabs got.

/** Milliseconds after which a tab has handled a change made in another tab. */
const HANDLED = 500;

/** Milliseconds that a response may take to reach the page and to pass through it. */
const WAY = 500;

/** What a call may reject with while the network fails and users sign in and out. */
const EXPECTED = ['network', 'timeout', 'state'];

const grouped = (list, keyOf) => {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};

/**
 * Judges a run.
 *
 * @param run `families`, `access` and `sends` of the server; `calls` and `gone` of the tabs; `changes`,
 *   the sign-ins and sign-outs in their order, with `start`, `end` and the `family` that was signed in
 * @returns the violations, and how many times a refresh token was sent again
 */
export const judge = ({ families, access, sends, calls, gone, changes }) => {
  const violations = [];
  const report = (at, rule, what) => violations.push({ at, rule, what });

  /** From when on nobody can get the response to a request; Infinity if somebody still may. */
  const lostAt = (send) => {
    const end = send.end ?? Infinity;
    const left = gone.get(send.load) ?? Infinity;
    return Math.min(left <= end + WAY ? left : Infinity, send.isLost ? end : Infinity);
  };

  /** Whether a page was signing out: it then uses a token that it hands to nobody. */
  const isSigningOut = ({ load, at }) =>
    calls.some((call) => {
      const isIts = call.name === 'signOut' && call.load === load;
      return isIts && call.start <= at && at <= call.end + WAY;
    });

  // 1. A refresh token is sent again only if nobody can get the first response, and only once.
  let again = 0;
  const counted = sends.filter((send) => !isSigningOut(send));
  for (const [token, [first, ...more]] of grouped(counted, ({ token }) => token)) {
    again += more.length;
    for (const [index, { at, load }] of more.entries()) {
      if (index > 0) report(at, 'a refresh token came a third time', `${token} from ${load}`);
      else if (lostAt(first) > at && !(gone.get(first.load) <= at)) {
        report(at, 'a refresh token came twice', `${token} from ${first.load}, then ${load}`);
      }
    }
  }

  /** When a sign-in was ended by the next sign-in or sign-out. */
  const endOf = new Map();
  let signedIn;
  for (const { family, start, end } of changes) {
    if (signedIn !== undefined) endOf.set(signedIn, { start, end });
    signedIn = family;
  }

  /** Whether a tab may find nobody signed in between `from` and `to`. */
  const mayBeNobody = (from, to) => {
    const change = changes.findLast(({ end }) => end <= from);
    // Somebody signed in or out in between, or nobody has signed in yet.
    if (!change?.family || changes.some(({ start, end }) => end > from && start <= to)) return true;
    const { family } = change;
    if (families.get(family).endedAt <= to) return true;
    // The documented limit: the response is lost, and the token is used up or was sent twice in vain.
    const ofFamily = sends.filter((send) => send.family === family);
    return ofFamily.some((send) => {
      const others = ofFamily.filter(({ at }) => at !== send.at);
      const isLast =
        send.isUsed || others.some(({ token, at }) => token === send.token && at < send.at);
      const next = others.find(({ token, at }) => token !== send.token && at > send.at);
      return isLast && lostAt(send) <= to && !(next?.at < from);
    });
  };

  // Results in a page that has been left are ignored.
  const heard = calls.filter(({ load, end }) => !(gone.get(load) <= end));
  for (const { load, name, start, end, value, error, isLate } of heard) {
    const who = `${name} in ${load}`;
    // 2. Every call settles in time.
    if (isLate) report(end, 'a call has not settled', who);
    else if (error && error.name !== 'APIError' && !EXPECTED.includes(error.kind)) {
      report(end, 'a call failed as none should', `${who}: ${error.name} ${error.kind}`);
    }
    if (value === null) {
      // 3. Nobody is signed out except by a sign-out, or because of the limit.
      if (!mayBeNobody(start - HANDLED, end)) report(end, 'signed out for no reason', who);
      continue;
    }
    const token = access.get(value);
    if (!token) continue;
    // 4. No expired token.
    const isNew = name === 'getAccessToken' || name === 'refresh';
    if (isNew && end > token.over + WAY) {
      report(end, 'a token that was over', `${who}: by ${end - token.over} ms`);
    }
    // 5. No token of a user who has signed out, or of a previous user.
    const over = endOf.get(token.family);
    if (over && start > over.end + HANDLED) {
      report(end, 'a token of an ended sign-in', `${who}: ${start - over.end} ms after it`);
    }
  }
  return { violations: violations.sort((a, b) => a.at - b.at), again };
};
