// The types of the entry `./react`.
import type { ReactElement, ReactNode } from 'react';
import type {
  Api,
  AuthorizationFlow,
  AuthorizationOptions,
  CallOptions,
  CompletedSignIn,
  ConfigOptions,
  LoginProps,
  LogoutSessions,
  SignInResult,
  Tokens,
  UserDetails,
} from './index.js';

/** What {@link LoginProvider} takes: an instance, or the options to make one. */
export type LoginProviderProps = LoginProviderSettings &
  (
    | {
        /** The instance. With another one, the components below have another session. */
        api: Api;
        /** Not there. */
        options?: undefined;
      }
    | {
        /** Not there. */
        api?: undefined;
        /**
         * The options of an instance, which is made in the browser after the first render. Those of the first
         * render count; `api.updateConfig()` changes them.
         */
        options: ConfigOptions;
      }
  );

/** What {@link LoginProvider} takes besides. */
export interface LoginProviderSettings {
  /**
   * `false`: the service is not asked who is signed in, and `user` stays `null`.
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

/** What {@link useLogin} gives, whoever is signed in. */
export interface LoginActions {
  /**
   * Why the last sign-in, sign-out or look at the session failed. It goes when the next one begins. What your app
   * has cancelled is no error.
   */
  error: Error | null;
  /**
   * Signs in on this page: `login`, then `completeLogin`.
   *
   * @param args - Name and password.
   * @param options - Signal and time limit.
   * @returns How the sign-in has ended. Of kind `ask` or `challenge`, it is not over.
   * @throws What {@link Api.login} and {@link Api.completeLogin} reject with.
   */
  signIn(args: LoginProps, options?: CallOptions): Promise<CompletedSignIn>;
  /**
   * Leaves the page for the service's sign-in page, or for that of a social network: `authorize`. The user comes
   * back to the page with {@link LoginCallback}.
   *
   * @param args - A social network, or more query parameters. Left out: neither.
   * @param options - Signal and time limit.
   * @returns What {@link Api.authorize} gives; the page may be gone before.
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
   * @throws What `session.logout` rejects with. The tokens are forgotten all the same.
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

/** It is not known yet who is signed in: on the server, until the session was read, and during a callback. */
export interface LoginLoading extends LoginActions {
  /** The instance. With `options`, `null` on the server and until the first effects have run. */
  api: Api | null;
  /** It is not known yet. */
  isLoading: true;
  /** Nobody is known to be. */
  isSignedIn: false;
  /** None. */
  tokens: null;
  /** Nobody. */
  user: null;
}

/** Somebody is signed in. */
export interface LoginSignedIn extends LoginActions {
  /**
   * The instance, for every other call. What `completeLogin`, `session.logout` and the others do to the session
   * shows here, too.
   */
  api: Api;
  /** It is known. */
  isLoading: false;
  /** Somebody is. */
  isSignedIn: true;
  /** Their tokens, `api.session.current`. For a request, take `await api.session.getAccessToken()`. */
  tokens: Readonly<Tokens>;
  /** Who it is, as `getUser` says; `null` until the service has answered, and if it does not. */
  user: UserDetails | null;
}

/** Nobody is signed in. */
export interface LoginSignedOut extends LoginActions {
  /**
   * The instance, for every other call. What `completeLogin`, `session.logout` and the others do to the session
   * shows here, too.
   */
  api: Api;
  /** It is known. */
  isLoading: false;
  /** Nobody is. */
  isSignedIn: false;
  /** None. */
  tokens: null;
  /** Nobody. */
  user: null;
}

/** No instance could be made of `options`. {@link LoginActions.signIn} and the other actions try again. */
export interface LoginUnavailable extends LoginActions {
  /** There is none. */
  api: null;
  /** Why: an option is wrong, or the browser refuses WebAssembly and the JavaScript in its place did not load. */
  error: Error;
  /** It is known that nobody can be. */
  isLoading: false;
  /** Nobody is. */
  isSignedIn: false;
  /** None. */
  tokens: null;
  /** Nobody. */
  user: null;
}

/** What {@link useLogin} gives: the same object until something changes. */
export type Login = LoginLoading | LoginSignedIn | LoginSignedOut | LoginUnavailable;

/** What {@link LoginCallback} takes. */
export interface LoginCallbackProps {
  /**
   * Is called once, when the sign-in in the page's address has been handled: here a router goes on. Of kind
   * `challenge`, a second factor is wanted first. It is not called where the address has no sign-in.
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
   * What is shown if it fails. `retry` handles the address again: worth offering where `error.kind` is `network`
   * or `timeout`.
   *
   * @defaultValue `children`, which find the same error in {@link useLogin}
   */
  renderError?: ((error: Error, retry: () => void) => ReactNode) | undefined;
  /**
   * What is shown afterwards, and at once where the address has no sign-in.
   *
   * @defaultValue nothing
   */
  children?: ReactNode;
}

/**
 * Gives the components below it one `Api` and its session. It may be rendered on a server, where it touches neither
 * WebAssembly nor `window`.
 *
 * @param props - An instance or options.
 * @returns Its children.
 * @throws An `Error`, with neither `api` nor `options` or with both.
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
 * Who is signed in, and what changes that. A component that calls it renders again with each change, also one that
 * another tab makes.
 *
 * @returns The same object until something changes. Its functions never change.
 * @throws An `Error`, where no {@link LoginProvider} stands above.
 */
export function useLogin(): Login;

/**
 * Stands on the page of `redirectUri` and brings the sign-in to its end: `handleRedirectCallback`, once for each
 * address, also under StrictMode and if it is unmounted on the way.
 *
 * @param props - What to show meanwhile, and what to do then.
 * @returns What is to be shown.
 * @throws An `Error`, where no {@link LoginProvider} stands above.
 */
export function LoginCallback(props: LoginCallbackProps): ReactElement;
