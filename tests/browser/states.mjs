// The states of the page, and how to reach each of them: for screenshots and accessibility checks.

import { DEMO_URL, ada, arrive, fillIn, openWorkshop, says, signIn } from './player.mjs';
import { sandbox } from './sandbox.mjs';

const LONG =
  'This-user-name-has-never-been-seen-by-anybody-and-is-far-too-long-for-one-line-of-a-phone';

/** Each brings a fresh page into a state. @type {Record<string, (page: import('./types').Page) => Promise<void>>} */
export const states = {
  'sign-in': async (page) => {
    await arrive(page);
    await page.visible('[data-view="sign-in"] .socials');
  },
  'sign-in-networks': async (page) => {
    await states['sign-in'](page);
    await page.click('[data-view="sign-in"] .more summary');
  },
  'second-factor': async (page) => {
    await sandbox.addUser(ada);
    await sandbox.options({ secondFactor: true });
    await arrive(page);
    await signIn(page, ada);
    await page.fill('#second-factor-code', '123456');
  },
  consent: async (page) => {
    await sandbox.options({ socialConsent: true });
    await states.network(page);
    await page.click('#allow');
    await page.visible('#consent-terms');
  },
  network: async (page) => {
    await states['sign-in'](page);
    await page.click('[data-view="sign-in"] [data-network="google"]');
    await page.visible('#allow');
  },
  'sign-up': async (page) => {
    await arrive(page, 'sign-up');
    await page.visible('[data-view="sign-up"] .socials');
  },
  code: (page) => arrive(page, 'code'),
  reset: (page) => arrive(page, 'reset'),

  'sign-in-wrong': async (page) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await signIn(page, { ...ada, password: 'not the password' });
    await page.visible('#sign-in-password-error');
  },
  'sign-in-unconfirmed': async (page) => {
    await sandbox.addUnconfirmed(ada);
    await arrive(page);
    await signIn(page, ada);
    await page.visible('#sign-in-username-error');
  },
  'sign-in-down': async (page) => {
    await sandbox.fault({ kind: 'cut', path: '/login', times: 9 });
    await arrive(page);
    await signIn(page, ada);
    await page.visible('#notice');
  },
  'sign-in-busy': async (page) => {
    await sandbox.fault({ kind: 'hang', path: '/login', times: 1 });
    await arrive(page);
    await signIn(page, ada);
    await page.visible('.slow button');
  },
  'sign-in-robot': async (page) => {
    await sandbox.addUser(ada);
    await arrive(page);
    for (let tries = 1; tries <= 6; tries++) {
      await signIn(page, { ...ada, password: `wrong password ${tries}` });
      await page.hidden('#sign-in-form [type=submit][aria-disabled]');
    }
    await page.visible('#sign-in-form-robot');
  },
  'sign-up-wrong': async (page) => {
    await sandbox.addUser(ada);
    await arrive(page, 'sign-up');
    await page.click('#sign-up-form [type=submit]');
    await page.visible('#sign-up-password-error');
  },
  'check-mail': async (page) => {
    await arrive(page, 'sign-up');
    await fillIn(page, {
      '#sign-up-username': LONG,
      '#sign-up-email': `${LONG.slice(0, 60)}@example.com`,
      '#sign-up-password': ada.password,
    });
    await page.click('#sign-up-form [type=submit]');
    await page.visible('#check-mail-resend');
    await page.click('#check-mail-resend');
    await page.visible('#notice');
  },
  'code-entry': async (page) => {
    await arrive(page, 'code');
    await page.fill('#code-email', ada.email);
    await page.click('#code-form [type=submit]');
    await page.visible('#code-entry-form');
    await page.fill('#code-entry-code', '123456');
  },
  'code-entry-wrong': async (page) => {
    await states['code-entry'](page);
    await page.click('#code-entry-form [type=submit]');
    await page.visible('#code-entry-code-error');
    await page.click('#link-wait-cancel');
  },
  ask: async (page) => {
    await sandbox.addUser(ada);
    await sandbox.options({ askFields: ['phone_number', 'nickname', 'favourite_port_of_call'] });
    await arrive(page);
    await signIn(page, ada);
    await page.visible('#ask-form');
  },
  'new-password': async (page) => {
    await page.goto(`${DEMO_URL}?reset_code=used&user_id=1`);
    await page.fill('#new-password-password', 'another password');
    await page.click('#new-password-form [type=submit]');
    await page.visible('#new-password-form .form-message');
  },
  'signed-in': async (page) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await signIn(page, ada);
    await page.visible('#signed-in-facts [data-fact="registered"]');
  },
  'signed-in-refreshed': async (page) => {
    await states['service-page'](page);
    await fillIn(page, { '#username': ada.username, '#password': ada.password });
    await page.click('#sign-in');
    await page.visible('#signed-in-facts [data-fact="registered"]');
    await openWorkshop(page);
    await page.click('#token-refresh');
    await says(page, '#token-message', /\S/);
  },
  'signed-in-claims': async (page) => {
    await states['signed-in'](page);
    await openWorkshop(page);
    await page.click('.claims summary');
    await page.evaluate(() => scrollTo(0, 0));
  },
  welcome: async (page) => {
    await states['signed-in'](page);
    await page.goto(`${DEMO_URL}?again`);
    await page.visible('#welcome-continue');
  },
  'no-session': async (page) => {
    await states['sign-in'](page);
    await page.click('#continue-session');
    await page.visible('#continue-message');
  },
  'signed-out': async (page) => {
    await states['signed-in'](page);
    await page.click('#sign-out');
    await page.visible('#notice');
  },
  play: async (page) => {
    await states['signed-in'](page);
    await page.click('#play');
    await page.visible('[data-view="play"]');
  },
  'sign-up-robot': async (page) => {
    await sandbox.options({ captcha: true });
    await arrive(page, 'sign-up');
    await fillIn(page, {
      '#sign-up-username': ada.username,
      '#sign-up-email': ada.email,
      '#sign-up-password': ada.password,
    });
    await page.click('#sign-up-form [type=submit]');
    await page.visible('#sign-up-form-robot');
  },
  'service-page': async (page) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await page.click('#authorize');
    await page.visible('#sign-in');
  },
  'used-callback': async (page) => {
    await page.goto(`${DEMO_URL}?code=used&state=somebody-elses`);
    await page.visible('#notice');
  },
  arriving: async (page) => {
    await sandbox.fault({ kind: 'hang', path: '/oauth2/sso', times: 9 });
    await page.goto(`${DEMO_URL}?continue=oauth`);
    await page.visible('[data-view="arriving"]');
  },
  'link-opened': (page) => arrive(page, 'link-opened'),
  advice: async (page) => {
    await states['no-session'](page);
    await openWorkshop(page);
    await page.visible('#workshop-advice');
    await page.evaluate(() => scrollTo(0, 0));
  },
  'sign-up-weak': async (page) => {
    await arrive(page, 'sign-up');
    await fillIn(page, { '#sign-up-username': 'grace', '#sign-up-password': 'grace1906' });
    await page.visible('[data-view="sign-up"] .strength');
  },
  setup: async (page) => {
    await page.goto(`${DEMO_URL}?apiUrl=ftp://example.com&projectId=other`);
    await page.visible('#setup-lead');
  },
  workshop: async (page) => {
    await states['sign-in-wrong'](page);
    await openWorkshop(page);
    await page.visible('#sandbox-captcha');
    await says(page, '#workshop-requests', /POST/);
    await page.evaluate(() => scrollTo(0, 0));
  },
};
