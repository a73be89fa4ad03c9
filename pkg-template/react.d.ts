// The types of the entry `./react`.
import type { ReactElement, ReactNode } from 'react';
import type {
  Api,
  ApiInterface,
  AuthorizationFlow,
  AuthorizationOptions,
  CallOptions,
  CaptchaOptions,
  CompletedSignIn,
  ConfigOptions,
  LoginProps,
  LogoutSessions,
  SignInResult,
  Tokens,
  UserDetails,
} from './index.js';

/** What {@link LoginProvider} takes: an instance, or the options to create one. */
export type LoginProviderProps = LoginProviderSettings &
  (
    | {
        /**
         * The instance, or a fake of one for tests. If you pass another one, the components below it use that instance's
         * session.
         */
        api: Api | Required<ApiInterface>;
        /** Not there. */
        options?: undefined;
      }
    | {
        /** Not there. */
        api?: undefined;
        /**
         * The options of the instance, which is created in the browser after the first render. Only the options of the
         * first render are used; call `api.updateConfig()` to change them.
         */
        options: ConfigOptions;
      }
  );

/** What else {@link LoginProvider} takes. */
export interface LoginProviderSettings {
  /**
   * `false`: the service is not asked who is signed in, and `user` is only set by {@link LoginActions.reloadUser}. It may
   * change.
   *
   * @defaultValue `true`
   */
  loadUser?: boolean | undefined;
  /**
   * The components that may call {@link useLogin}.
   *
   * @defaultValue nothing
   */
  children?: ReactNode;
}

/** What {@link useLogin} always returns, whether or not a user is signed in. */
export interface LoginActions {
  /**
   * Why the last of these calls failed, or why the session or the user could not be read. It is cleared when the next
   * call starts, when the session or the user is read again, and when another user or nobody is signed in; but if
   * {@link LoginActions.reloadUser} ends the session, it says why. A call that your app cancelled is not an error.
   */
  error: Error | null;
  /**
   * Signs in on this page: `login`, then `completeLogin`.
   *
   * @param args - Name and password.
   * @param options - Signal, time limit and a solved captcha.
   * @returns How the sign-in ended. If the kind is `ask` or `challenge`, the sign-in is not complete yet.
   * @throws What {@link Api.login} and {@link Api.completeLogin} reject with.
   */
  signIn(args: LoginProps, options?: CaptchaOptions): Promise<CompletedSignIn>;
  /**
   * Leaves the page for the sign-in page of the service or of a social network: `authorize`. The user returns to the
   * page with {@link LoginCallback}.
   *
   * @param args - A social network, or more query parameters. If omitted, neither.
   * @param options - Signal and time limit.
   * @returns What {@link Api.authorize} resolves to; the page may unload before you receive it.
   * @throws What {@link Api.authorize} rejects with.
   */
  signInWithRedirect(
    args?: AuthorizationOptions,
    options?: CallOptions,
  ): Promise<AuthorizationFlow>;
  /**
   * Signs out: `session.logout`.
   *
   * @param session - `sso`, the default, or `all`.
   * @param options - Signal and time limit.
   * @throws What `session.logout` rejects with. The tokens are deleted anyway.
   */
  signOut(session?: LogoutSessions, options?: CallOptions): Promise<void>;
  /**
   * Asks the service again who is signed in, after a failure or once the user has changed something.
   *
   * @returns The user.
   * @throws What {@link Api.getUser} rejects with.
   */
  reloadUser(): Promise<UserDetails>;
}

/**
 * It is not known yet who is signed in: on the server, until the session has been read, and during a callback. A user who
 * was signed in before a callback stays so until it ends.
 */
export interface LoginLoading extends LoginActions {
  /**
   * The instance. With `options`, `null` on the server and until the first effects have run, and if `init()` is needed,
   * until that has loaded the package.
   */
  api: Api | null;
  /** It is not known yet. */
  isLoading: true;
  /** It is not known whether a user is signed in. */
  isSignedIn: false;
  /** None. */
  tokens: null;
  /** Nobody. */
  user: null;
}

/** A user is signed in. */
export interface LoginSignedIn extends LoginActions {
  /**
   * The instance, for every other call. Changes that `completeLogin`, `session.logout` and other calls make to the
   * session show here, too.
   */
  api: Api;
  /** It is known. */
  isLoading: false;
  /** A user is signed in. */
  isSignedIn: true;
  /** The user's tokens, `api.session.current`. For a request, use `await api.session.getAccessToken()`. */
  tokens: Readonly<Tokens>;
  /**
   * The user, from `getUser`; `null` until the service has responded. If the access token is a JWT with a `sub`, a later
   * request that fails leaves it as it is. Without a `sub`, a refresh counts as the sign-in of another user, unless it
   * happens during a request for the user.
   */
  user: UserDetails | null;
}

/** Nobody is signed in. */
export interface LoginSignedOut extends LoginActions {
  /**
   * The instance, for every other call. Changes that `completeLogin`, `session.logout` and other calls make to the
   * session show here, too.
   */
  api: Api;
  /** It is known. */
  isLoading: false;
  /** Nobody is signed in. */
  isSignedIn: false;
  /** None. */
  tokens: null;
  /** Nobody. */
  user: null;
}

/** No instance could be created from `options`. {@link LoginActions.signIn} and the other actions try again. */
export interface LoginUnavailable extends LoginActions {
  /** There is none. */
  api: null;
  /** Why: an option is wrong, or the browser refuses WebAssembly and the JavaScript replacement did not load. */
  error: Error;
  /** It is known that nobody can be signed in. */
  isLoading: false;
  /** Nobody is signed in. */
  isSignedIn: false;
  /** None. */
  tokens: null;
  /** Nobody. */
  user: null;
}

/** What {@link useLogin} returns: the same object until something changes. */
export type Login = LoginLoading | LoginSignedIn | LoginSignedOut | LoginUnavailable;

/** What {@link LoginCallback} takes. */
export interface LoginCallbackProps {
  /**
   * Called once, when the sign-in in the page's URL has been handled: use your router here to continue. If the kind is
   * `challenge`, a second factor is required first. Not called if the URL contains no sign-in. If several
   * `LoginCallback`s are mounted, only the `onResult` of one is called. Also called if the component is unmounted because
   * the sign-in has succeeded, as in `isSignedIn ? <Home /> : <LoginCallback />`. If your app unmounts it earlier, the
   * `onResult` of the next `LoginCallback` on the same page is called instead. An error that it throws is reported as an
   * unhandled rejection, not to an error boundary.
   *
   * @defaultValue none
   */
  onResult?: ((result: SignInResult) => void) | undefined;
  /**
   * What is shown until then.
   *
   * @defaultValue nothing
   */
  loading?: ReactNode;
  /**
   * What is shown if it fails, until `retry` is called or another sign-in is in the URL. `retry` handles the URL again:
   * offer it if `error.kind` is `network` or `timeout`. If the last attempt did not fail, `retry` sends nothing.
   *
   * @defaultValue `children`, which get the same error from {@link useLogin}
   */
  renderError?: ((error: Error, retry: () => void) => ReactNode) | undefined;
  /**
   * What is shown afterwards, and if the URL contains no sign-in, before the browser paints. HTML from a server contains
   * `loading`, because a server does not know the URL.
   *
   * @defaultValue nothing
   */
  children?: ReactNode;
}

/**
 * Provides one `Api` and its session to the components below it. It can be rendered on a server, where it uses neither
 * WebAssembly nor `window`.
 *
 * @param props - An instance or options.
 * @returns Its children.
 * @throws An `Error` if neither or both of `api` and `options` are given.
 *
 * @example
 * ```tsx
 * import { LoginProvider } from 'xsolla-login-wasm/react';
 *
 * export const App = () => (
 *   <LoginProvider options={{ projectId: 'your-project-id' }}>
 *     <p>Your pages</p>
 *   </LoginProvider>
 * );
 * ```
 */
export function LoginProvider(props: LoginProviderProps): ReactElement;

/**
 * Who is signed in, and the actions that change it. A component that calls it re-renders after each change, including
 * changes made by another tab.
 *
 * @returns The same object until something changes. Its functions never change.
 * @throws An `Error` if there is no {@link LoginProvider} above it.
 */
export function useLogin(): Login;

/**
 * Put this on the page of `redirectUri`. It completes the sign-in with `handleRedirectCallback`, once for each URL,
 * even under StrictMode or if it is unmounted in the meantime.
 *
 * @param props - What to show meanwhile, and what to do afterwards.
 * @returns What to show.
 * @throws An `Error` if there is no {@link LoginProvider} above it.
 */
export function LoginCallback(props: LoginCallbackProps): ReactElement;
