// Every sentence of the page, in one object: a translation is a second object of this shape.

const TEXTS = {
  brand: {
    name: 'Skerry',
    tagline: 'The lamp is lit. Row for it.',
    foot: 'A demo game that nobody has written yet.',
    outbox: 'Outbox',
  },
  field: {
    username: 'User name',
    usernameOrEmail: 'User name or e-mail',
    email: 'E-mail',
    password: 'Password',
    passwordHint: 'At least 6 characters.',
    newPassword: 'New password',
    phone: 'Phone number',
    code: 'Code',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show password',
    optional: '{label} (optional)',
  },
  signIn: {
    title: 'Come aboard',
    lead: 'Sign in to pick up where you left the oars.',
    forgot: 'Forgot it?',
    submit: 'Sign in',
    busy: 'Signing in…',
    or: 'or',
    byCode: 'Send me a one-time code',
    continueSession: 'Continue my session',
    noSession: 'There is no running session that this page can see. Please sign in above.',
    noSessionTwoWays:
      'There is no running session that this page can see. Sign in above, or on the service’s page: it finds a session even where your browser hides it from this one.',
    noSessionStudio:
      'For the studio: give the service a domain of your own. With an apiUrl on login.game.example, the pages of game.example see the session themselves.',
    sessionFound: 'You are still signed in on this device.',
    newHere: 'New here?',
    toSignUp: 'Create an account',
  },
  authorize: {
    submit: 'Sign in on the service’s page',
    busy: 'One moment…',
  },
  arriving: {
    title: 'One moment…',
    lead: 'We are finishing your sign-in.',
  },
  signUp: {
    title: 'Join the crew',
    lead: 'One account for every boat you will ever sail.',
    submit: 'Create account',
    busy: 'Creating your account…',
    haveOne: 'Already have an account?',
    toSignIn: 'Sign in',
  },
  checkMail: {
    title: 'Check your mail',
    confirm: 'We sent a link to {to}. Open it to finish your account.',
    confirmUnknown: 'We sent a link to the address of “{to}”. Open it to finish your account.',
    reset: 'If “{to}” has an account, a link for a new password is on its way to its address.',
    hint: 'Nothing there? Look into the spam folder, or let us send it once more.',
    resend: 'Send it again',
    busy: 'Sending…',
    sentAgain: 'Sent again. The newest mail is the one that counts.',
    back: 'Change what I typed',
    toSignIn: 'Sign in',
  },
  code: {
    title: 'A code instead',
    lead: 'No password: we send you a code that works once.',
    where: 'Where shall we send the code?',
    byMail: 'E-mail',
    byPhone: 'Phone',
    submit: 'Send code',
    busy: 'Sending…',
    toSignIn: 'Sign in with a password',
  },
  codeEntry: {
    title: 'Enter the code',
    sent: 'It is on its way to {to}. The link in the same message works as well.',
    submit: 'Continue',
    busy: 'Checking…',
    resend: 'Send a new code',
    sentAgain: 'A new code is on its way. The old one no longer works.',
    back: 'Change the address',
  },
  linkWait: {
    waiting: 'Waiting for the link',
    opened: 'Link opened. Signing you in…',
    cancelled: 'No longer waiting for the link. The code still works.',
    expired: 'This code has run out. Send a new one to go on.',
    failed: 'Waiting for the link does not work right now. The code still does.',
    cancel: 'Cancel',
    again: 'Wait again',
  },
  ask: {
    title: 'Nearly there',
    lead: 'The game needs a little more before you can cast off.',
    submit: 'Continue',
    busy: 'Saving…',
    loading: 'One moment…',
    skip: 'Skip for now',
    back: 'Use another account',
    labels: { email: 'E-mail', phone_number: 'Phone number', nickname: 'Nickname' },
  },
  secondFactor: {
    title: 'One more lock',
    lead: 'We sent a code to the address of your account, to be sure that it is you.',
    remember: 'Stay signed in on this device',
    submit: 'Continue',
    busy: 'Checking…',
    resend: 'Send a new code',
    gone: 'That took too long. Please sign in once more.',
    back: 'Use another account',
  },
  social: {
    lead: 'Or with an account that you have',
    more: 'More networks',
    busy: 'One moment…',
    names: {
      apple: 'Apple',
      battlenet: 'Battle.net',
      epicgames: 'Epic Games',
      github: 'GitHub',
      linkedin: 'LinkedIn',
      paypal: 'PayPal',
      qq: 'QQ',
      vk: 'VK',
      wechat: 'WeChat',
      youtube: 'YouTube',
    },
  },
  consent: {
    title: 'Before you cast off',
    lead: 'Your first time with this account: please look at what the game asks of you.',
    terms: 'Terms of use',
    privacy: 'Privacy notice',
    accept: 'I agree',
    refuse: 'No, thank you',
    busy: 'One moment…',
  },
  reset: {
    title: 'New password',
    lead: 'Tell us who you are, and we mail you a link to set a new one.',
    submit: 'Send the link',
    busy: 'Sending…',
    toSignIn: 'Back to sign in',
  },
  newPassword: {
    title: 'Choose a new password',
    lead: 'It replaces the old one at once, on every device.',
    submit: 'Save password',
    busy: 'Saving…',
    done: 'Your new password is saved. Sign in with it.',
    toReset: 'Send me a new link',
    toSignIn: 'Sign in',
  },
  welcome: {
    title: 'Welcome back',
    lead: 'You are still signed in on this device.',
    continue: 'Continue',
    busy: 'One moment…',
    other: 'Use another account',
  },
  signedIn: {
    title: 'Ahoy, {name}',
    nameless: 'sailor',
    lead: 'You are signed in. Your boat is where you left it.',
    claims: 'All that the token says',
    signOut: 'Sign out',
    signOutAll: 'Sign out on every device',
    busy: 'Signing out…',
    bye: 'You are signed out.',
    byeHere: 'You are signed out here, but the service did not answer: its session may still run.',
    ended: 'Your session has ended. Please sign in again.',
    facts: {
      username: 'User name',
      name: 'Name',
      nickname: 'Nickname',
      email: 'E-mail',
      phone: 'Phone number',
      id: 'Player id',
      provider: 'Signed in with',
      registered: 'Aboard since',
      last_login: 'Last sign-in',
    },
    unreadable: 'This token cannot be read here. The server can check it all the same.',
    anotherTab: 'Open another tab',
    anotherTabHint:
      'It gets none of this tab’s tokens: it finds the session by the service’s cookie.',
  },
  token: {
    title: 'Access token',
    left: 'Good for {time}',
    over: 'Has run out',
    refresh: 'Refresh now',
    busy: 'Refreshing…',
    refreshed: 'Refreshed: the page has a new token.',
    renewable: 'Kept in memory only. It is refreshed by itself a minute before its end.',
    final: 'Kept in memory only. A token of this kind cannot be refreshed.',
    soon: 'The token is good for less than a minute.',
    ended: 'The token has run out. Sign out, and in again, to get a new one.',
    stuck: 'The token has run out, and the service does not give a new one. We keep trying.',
  },
  linkOpened: {
    title: 'Confirmed',
    lead: 'Go back to the window where you began: it goes on by itself. This one can be closed.',
    toSignIn: 'Sign in here instead',
  },
  sandbox: {
    title: 'Sandbox',
    lead: 'A stand-in for the Login service answers this page. Mails and codes end up in the outbox.',
    legend: 'What the sandbox asks for',
    options: {
      confirmMail: 'Ask new accounts to confirm their mail',
      secondFactor: 'Ask for a second factor',
      socialConsent: 'Ask for consent after social sign-in',
      askFields: 'Ask for a nickname and a phone number',
    },
    silent: 'The sandbox does not answer. Nothing has changed.',
  },
  setup: {
    title: 'Almost ready to sail',
    noAddress: 'This page does not know its Login project yet. Two ways to tell it:',
    noPackage: 'The package is not beside this page. Build it and open the page again:',
    demo: 'Start everything, with a stand-in for the service:',
    own: 'Or open this page with a project of your own:',
  },
  slow: { text: 'This takes longer than usual.', cancel: 'Cancel' },
  notice: { retry: 'Try again', close: 'Close this message' },
  robot: { label: 'I am not a robot', missing: 'Please tick this box first.' },
  help: { resend: 'Send the mail again', newCode: 'Send a new code' },
  missing: {
    username: 'Please enter a name.',
    email: 'Please enter an e-mail address.',
    password: 'Please enter a password.',
    new_password: 'Please enter a new password.',
    phone_number: 'Please enter a phone number.',
    code: 'Please enter the code from the message.',
    other: 'Please fill this in.',
  },
  invalid: {
    short: 'Please use at least {min} characters.',
    email: 'An e-mail address looks like name@example.com.',
    phone: 'Please begin with + and the country code, such as +44.',
  },
  error: {
    wrongPassword: 'The name or the password is not right.',
    noSuchUser: 'We do not know this name. Would you like to create an account?',
    nameTaken: 'This name is taken. Please try another one.',
    mailTaken: 'This address already has an account.',
    noSuchMail: 'This address does not exist.',
    unconfirmed: 'This account is waiting for its mail to be confirmed.',
    resetNotAllowed: 'The password of this account cannot be changed here.',
    wrongCode: 'This code is not right, or it has run out.',
    tooManyCodes: 'Too many wrong codes. A new one starts over.',
    badPhone: 'We cannot send a message to this number.',
    robot: 'One more step: tell us that you are not a robot.',
    banned: 'This account is banned.',
    blocked: 'Too many attempts. This account is blocked for a while.',
    tooYoung: 'You are too young for this game.',
    closed: 'New accounts are not possible at the moment.',
    socialFailed: 'Nobody was signed in. You can try again, or take another way.',
    usedUp: 'This sign-in took too long, or was used already. Please sign in again.',
    state: 'This sign-in was not begun in this tab, or was used already. Please sign in again.',
    socialTaken: 'Another account has this address already. Sign in with that one.',
    tooOften: 'Too many tries in a short time. Please wait {seconds} seconds.',
    tooOftenSoon: 'Too many tries in a short time. Please wait a moment.',
    offline: 'We cannot reach the sign-in service. Nothing you typed is lost.',
    timeout: 'The sign-in service does not answer. Nothing you typed is lost.',
    service: 'The sign-in service has a problem. Nothing you typed is lost.',
    unknown: 'Something went wrong ({code}).',
  },
};

/**
 * The text at a dotted path, its `{names}` filled in.
 *
 * @param {string} path
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(path, values = {}) {
  const text = find(path);
  if (text === undefined) throw new Error(`no text at ${path}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * The text at a path made from what the service sent, where there is one.
 *
 * @param {string} path
 * @returns {string | undefined}
 */
export function find(path) {
  /** @type {any} */
  let node = TEXTS;
  for (const step of path.split('.')) {
    if (!node || !Object.hasOwn(node, step)) return undefined;
    node = node[step];
  }
  return typeof node === 'string' ? node : undefined;
}

/** @param {ParentNode} root */
export function fillTexts(root) {
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = t(/** @type {HTMLElement} */ (element).dataset.text ?? '');
  }
}
