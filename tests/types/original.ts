// An app's code, written for the original SDK's types. It compiles with those, and must compile
// with ours unchanged. It uses all 28 calls, and every type of the original SDK's index that
// belongs to `Api`.
import axios from 'axios';
import {
  Api,
  APIError,
  ConfirmationType,
  defaultConfig,
  Socials,
  SUPPORTED_LANGUAGES,
} from '@xsolla/login-sdk';
import type {
  APICodes,
  ApiErrorType,
  ApiInterface,
  AskField,
  AskFieldInterface,
  AskFields,
  CaptchaData,
  Config,
  EmailGetCode,
  FieldType,
  Oauth2AuthParams,
  PhoneGetCode,
  RegistrationField,
  RegistrationFields,
  Response,
  SettingsResponse,
  ShouldContainType,
  User,
  ValidationSettingsState,
  ValidationType,
} from '@xsolla/login-sdk';

const config: Config = {
  projectId: '5b0e1f3a-7c2d-4e8f-9a1b-2c3d4e5f6a7b',
  apiUrl: 'https://login.xsolla.com/api',
  fullLocale: 'en_XX',
  callbackUrl: 'https://game.example/signed-in',
  settingsUrl: 'https://game.example/settings',
  emailTemplate: 'game',
  game_name: 'Game',
  payload: '{"trackId":1}',
  with_logout: 1,
  cdnUrl: 'https://cdn.example/',
  consentUrl: 'https://consent.example/',
  settingsJSON: '/settings.json',
  socialsJSON: '/socials.json',
  themeJSON: '/theme.json',
  theme: { primary_color: '#0073f7', rounding: { inputs: '6px', buttons: '6px', widget: '6px' } },
  clientId: 57,
  scope: 'offline',
  state: 'eight-or-more',
  redirectUri: 'https://game.example/oauth',
  responseType: 'code',
  enable_magic_link: true,
  disableConfirmByLink: false,
  is_oauth2: true,
  challenge_id: 'c1',
  social_links: { primary: [], secondary: [], all: [], showOtherLink: false },
  enablePostMessageLogin: false,
  disableCache: true,
  geo_ip_country: 'US',
  audience: 'game',
  customLabels: 'labels',
  customStyle: 'style',
  mode: 'external_oauth2',
  appleIdPriority: false,
};

const api = new Api(config);
export const asInterface: ApiInterface = api;

// ---- Options.

export function callback(): string {
  const { callbackUrl, projectId }: Config = api.getConfig();
  return callbackUrl || `https://game.example/${projectId}`;
}

export function translate(locale: string): void {
  api.updateConfig({ ...api.getConfig(), fullLocale: locale });
  api.updateConfig({ projectId: config.projectId, theme: defaultConfig.theme });
}

export async function start(): Promise<Config> {
  const settings: SettingsResponse = await api.fetchConfig();
  const fields: RegistrationFields = settings.registration_fields;
  const required: RegistrationField[] = fields.filter(({ required }) => required);
  for (const field of required) show(`${field.name} ${field.default_value.length}`);
  const { custom_style_url, disallow_external_style } = settings.visual_settings;
  if (!disallow_external_style) show(custom_style_url);
  show(settings.theme.primary_color || '#0073f7');
  const links = settings.social_links;
  if (links) for (const { name, url } of [...links.primary, ...links.all]) show(name + url);
  return settings;
}

// ---- Sign-up and sign-in.

export async function register(email: string, username: string, password: string): Promise<void> {
  const answer = await api.signup({
    userInfo: { email, username, password, accept_consent: true },
  });
  location.href = answer.login_url;
}

export function registerWithFields(nickname: string): Promise<string> {
  return api
    .signup({ userInfo: { fields: { 'given-name': nickname, bday: '2000-01-01' } } })
    .then(({ login_url, token }) => token || login_url);
}

interface Form {
  username: string;
  password: string;
}

export async function signIn(form: Form, captchaData?: CaptchaData): Promise<void> {
  const credentials: User = form;
  const response: Response = await api.login({ credentials, captchaData });
  signedIn(response);
}

function signedIn({ login_url, token, id, ask_fields, operation_id, code }: Response): void {
  if (ask_fields && ask_fields.length > 0 && token) show(token);
  show([id, operation_id, code].join());
  window.location.assign(login_url);
}

export const solved: CaptchaData = {
  captcha_id: 'i',
  lot_number: 'l',
  pass_token: 'p',
  captcha_output: 'o',
  gen_time: '1',
};

export const captcha = (id: string = solved.captcha_id): string => id;

export async function again(username: string): Promise<void> {
  await api.resendEmail(username);
}

// ---- One-time codes.

export async function byPhone(phone_number: string, code: string): Promise<void> {
  const request: PhoneGetCode = {
    phone_number,
    link_url: 'https://game.example/link',
    isOauth2: false,
    captchaData: solved,
  };
  const { operation_id } = await api.phoneGetCode(request);
  const login: PhoneGetCode = { phone_number, code, operation_id, isOauth2: request.isOauth2 };
  api.loginWithPhoneCode(login).then(signedIn);
}

export async function byMail(email: string): Promise<Response> {
  const request: EmailGetCode = { email, isOauth2: true };
  const { operation_id } = await api.emailGetCode({ ...request, link_url: location.href });
  await api.emailGetCode({ email, link_url: location.href } as EmailGetCode);
  const cancelToken = axios.CancelToken.source();
  window.addEventListener('pagehide', () => cancelToken.cancel('left'));
  if (!operation_id) throw new Error('no operation');
  const { code } = await api.getConfirmCode({ cancelToken, login: email, operation_id });
  return api.loginWithEmailCode({ email, code, operation_id, isOauth2: true });
}

export async function push(state: string, action: string, link_url: string): Promise<void> {
  await api.pushConfirmCode({ state, action, link_url });
}

// ---- Extra fields.

const labels: Record<AskFieldInterface['name'], string> = {
  email: 'Mail',
  phone_number: 'Phone',
  'country-name': 'Country',
  gdpr_consent: 'Consent',
  bday: 'Birthday',
  promo_email_agreement: 'News',
};

const inputs: { [Type in FieldType]: string } = {
  email: 'email',
  str: 'text',
  pass: 'password',
  date: 'date',
  select: 'select',
  bool: 'checkbox',
  phone: 'tel',
  'multi-select': 'select',
};

export function rules({ validation }: AskField): string[] {
  const { min_length, max_length, settings_state }: Partial<ValidationType> = validation || {};
  const contained: ShouldContainType[] = (validation && validation.should_contain) || [];
  const state: ValidationSettingsState = settings_state || {};
  return [
    `${min_length} to ${max_length}`,
    ...contained.map(({ characters, count }) => `${count} of ${characters}`),
    String(state.letter_case || state.numerals),
  ];
}

export async function fieldsOf(token: string): Promise<AskFields> {
  const fields: AskFields = await api.getAskFields(token);
  for (const field of fields) {
    show(`${labels[field.name]} ${inputs[field.type]} ${field.required} ${field.step}`);
    if (field.confirmation_type === ConfirmationType.CODE) show('a code is sent');
  }
  return fields;
}

type ByLink = { way: ConfirmationType.LINK } | { way: ConfirmationType.CODE; length: number };

export const way = (by: ByLink): number => (by.way === ConfirmationType.LINK ? 0 : by.length);

export async function answer(token: string, phone_number: string): Promise<string | undefined> {
  const { redirect_url, error } = await api.ask({
    fields: { phone_number },
    token,
    link_url: 'https://game.example/link',
    captchaData: solved,
  });
  if (error) {
    const failed: ApiErrorType = error;
    show(failed.description);
    return error.details && error.details.operation_id;
  }
  if (redirect_url) location.href = redirect_url;
  return undefined;
}

// ---- Password reset.

export async function forgot(username: string): Promise<void> {
  await api.reset({ username });
}

export async function change(newPassword: string): Promise<void> {
  const query = new URLSearchParams(location.search);
  await api.set({
    newPassword,
    code: query.get('code') as string,
    user_id: query.get('user_id') as string,
  });
}

// ---- Single sign-on.

export async function silently(): Promise<void> {
  const { code } = await api.checkUserAuthSSO();
  if (code) show(code);
  else await api.userAuthSSOWithRedirect('https://game.example/signed-in');
}

export async function signOut(token: string, everywhere: boolean): Promise<void> {
  await api.logout(token, everywhere ? 'all' : 'sso');
  await api.clearSSO();
}

// ---- Social networks, second factor, consent.

const networks: Socials[] = [Socials.google, Socials.facebook, Socials['google-plus']];
const names: Partial<Record<Socials, string>> = { [Socials.google]: 'Google' };

export type Wanted = Socials.google | Socials.facebook;

export async function social(network: Socials = networks[0] || Socials.vk): Promise<string> {
  const { url } = await api.getSocialLink(network, { callbackUrl: callback(), payload: 'p' });
  return (names[network] || network) + url;
}

export const all: Socials[] = (Object.keys(Socials) as (keyof typeof Socials)[]).map(
  (name) => Socials[name],
);

export async function oneTap(credential: string): Promise<void> {
  signedIn(await api.oneTapLogin(credential, Socials.google));
}

export async function secondFactor(code: string): Promise<void> {
  await api.otpResendCode();
  const { url } = await api.otpLogin({ code, remember_me: false });
  location.href = url;
}

export async function agree(token: string, isAccepted: boolean | null): Promise<string> {
  const { url } = await api.agreement({ token, isAccepted, consentId: 'c' });
  return url;
}

// ---- OAuth 2.0.

export const params: Oauth2AuthParams = {
  response_type: 'code',
  client_id: '57',
  redirect_uri: 'https://game.example/oauth',
  audience: 'game',
  state: 'eight-or-more',
};

export async function consent(token: string): Promise<void> {
  const { approval, refused_scopes } = await api.oauth2ConsentValidate(token);
  if (!approval) show((refused_scopes || []).join());
  await api.oauth2PostConsent(token, true);
  api.oauth2Auth();
}

// ---- Errors.

const texts: Partial<Record<APICodes, string>> = {
  '003-001': 'Wrong name or password',
  '010-022': 'state',
};

export function text(error: unknown): string {
  if (!(error instanceof APIError)) return 'No connection';
  const code: APICodes = error.code;
  switch (code) {
    case '003-007':
      return 'Confirm your account';
    case '003-338':
      return 'Captcha';
    default:
      return texts[code] || error.message;
  }
}

export class SignInError extends APIError {
  name = 'SignInError';

  constructor(readonly at: Date) {
    super('003-001');
  }
}

// ---- A class of the app, and its stand-in for tests.

export class Login {
  constructor(private readonly calls: ApiInterface = api) {}

  async enter(credentials: User): Promise<string> {
    return (await this.calls.login({ credentials })).login_url;
  }
}

export const standIn: Pick<
  ApiInterface,
  'getConfig' | 'updateConfig' | 'login' | 'signup' | 'emailGetCode' | 'phoneGetCode' | 'ask'
> &
  Pick<ApiInterface, 'getAskFields' | 'getConfirmCode' | 'getSocialLink' | 'oneTapLogin'> = {
  getConfig: () => config,
  updateConfig: (_changed: Config) => {},
  login: async ({ credentials }) => ({ login_url: `/?${credentials.username}` }),
  signup: async () => ({ login_url: '/' }),
  emailGetCode: async ({ email }: EmailGetCode) => ({ login_url: '/', operation_id: email || '' }),
  phoneGetCode: async (_: PhoneGetCode) => ({ login_url: '/', operation_id: 'o' }),
  ask: async () => ({ redirect_url: '/' }),
  getAskFields: async (_token: string) => [],
  getConfirmCode: async () => ({ code: '123456' }),
  getSocialLink: async (provider: Socials) => ({ url: provider }),
  oneTapLogin: async (_token: string, providerName: string) => ({ login_url: providerName }),
};

const answered = async (): Promise<Response> => ({ login_url: '/' });

/** The calls of the original SDK, as a stub may implement them. */
export class Fake implements ApiInterface {
  getConfig = (): Config => config;
  updateConfig = (_changed: Config): void => {};
  getConfirmCode = async () => ({ code: '123456' });
  agreement = async () => ({ url: '/' });
  fetchConfig = (): Promise<SettingsResponse> => api.fetchConfig();
  signup = answered;
  login = answered;
  reset = answered;
  set = answered;
  ask = async () => ({ redirect_url: '/' });
  getAskFields = async (_token: string): Promise<AskFields> => [];
  getSocialLink = async (provider: Socials) => ({ url: provider as string });
  otpLogin = async () => ({ url: '/' });
  otpResendCode = answered;
  phoneGetCode = async () => ({ login_url: '/', operation_id: 'o' });
  loginWithPhoneCode = answered;
  resendEmail = answered;
  emailGetCode = async () => ({ login_url: '/', operation_id: 'o' });
  oneTapLogin = answered;
  oauth2Auth = (): void => {};
  oauth2ConsentValidate = async () => ({ approval: true });
  oauth2PostConsent = async (): Promise<void> => {};
  loginWithEmailCode = answered;
  checkUserAuthSSO = answered;
  pushConfirmCode = answered;
  userAuthSSOWithRedirect = answered;
  logout = answered;
  clearSSO = async (): Promise<void> => {};
}

function show(message: string): void {
  document.body.append(message, SUPPORTED_LANGUAGES.join());
}
