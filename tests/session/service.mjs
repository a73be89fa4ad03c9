// A service that keeps records: refresh tokens rotate, one that comes twice revokes its whole family,
// and the single sign-on session ends only when the service is told to end it.
import { wait } from './world.mjs';

/** What the token endpoint has issued and received. Access tokens are valid for `life` seconds. */
export const ledger = (now, life = 3600) => {
  const books = { life, reused: 0, refreshes: [], exchanges: 0, sso: true };
  const [live, spent] = [new Map(), new Set()];
  let [good, count] = [undefined, 0];
  const issue = () => {
    const name = ++count;
    good = `refresh-${name}`;
    live.set(`access-${name}`, now() + books.life * 1_000);
    return {
      access_token: `access-${name}`,
      refresh_token: good,
      token_type: 'bearer',
      expires_in: books.life,
    };
  };
  /** Returns the response to a form, or `undefined` if the refresh token is not valid. */
  books.answer = ({ grant_type, refresh_token }) => {
    if (grant_type !== 'refresh_token') return (books.exchanges++, issue());
    books.refreshes.push(refresh_token);
    if (spent.has(refresh_token)) {
      books.reused++;
      good = undefined;
      live.clear();
    }
    if (refresh_token !== good) return undefined;
    spent.add(refresh_token);
    return issue();
  };
  books.isLive = (token) => (live.get(token) ?? 0) > now();
  books.end = (token) => void live.delete(token);
  return books;
};

const error = (code, status = 400) =>
  Response.json({ error: { code, description: '' } }, { status });

/** The same, for the page of stubs. A refresh is answered `delay` milliseconds after the work. */
export const service = (world, { life, delay = 0 } = {}) => {
  const books = Object.assign(
    ledger(() => performance.now(), life),
    { delay },
  );
  const bearer = ({ init }) => {
    const { Authorization = '' } = { ...init?.headers };
    return books.isLive(Authorization.replace('Bearer ', ''));
  };
  world.answers['/oauth2/token'] = async ({ form }) => {
    const asked = form();
    const answer = books.answer(asked);
    if (asked.grant_type === 'refresh_token') await wait(books.delay);
    return answer ?? error('010-023');
  };
  world.answers['/users/me'] = (request) => (bearer(request) ? { id: 'u' } : error('003-025', 401));
  world.answers['/oauth2/logout'] = (request) => {
    if (!bearer(request)) return error('003-025', 401);
    books.sso = false;
    return 204;
  };
  world.answers['/oauth2/clear_sso'] = () => {
    books.sso = false;
    return 204;
  };
  world.answers['/oauth2/sso'] = ({ url }) => {
    if (!books.sso) return 401;
    const state = url.searchParams.get('state');
    return { login_url: `https://game.example/back?code=sso-${Math.random()}&state=${state}` };
  };
  return books;
};
