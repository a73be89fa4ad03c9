'use client';
// The entry `./react`.
import {
  createContext,
  createElement,
  Fragment,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { LoginStore } from './login-store.js';

/** @typedef {import('react').ReactNode} ReactNode */

const LoginContext = createContext(/** @type {LoginStore | null} */ (null));

/** @param {string} name of the hook or component that needs the store */
const useStore = (name) => {
  const store = useContext(LoginContext);
  if (!store) throw new Error(`${name} needs a <LoginProvider> above it.`);
  return store;
};

/**
 * @param {{ api?: unknown, options?: unknown, loadUser?: boolean, children?: ReactNode }} props
 */
export const LoginProvider = ({ api, options, loadUser = true, children }) => {
  if (!api === !options) throw new Error('<LoginProvider> needs either `api` or `options`.');
  const make = () => new LoginStore(api, options, loadUser);
  const [store, setStore] = useState(make);
  // Another instance has another session. Only the options of the first render count: an object literal in JSX is a
  // new object in each render.
  if (store.given !== api) setStore(make);
  useEffect(() => store.setLoadsUser(loadUser), [store, loadUser]);
  return createElement(LoginContext.Provider, { value: store }, children);
};

export const useLogin = () => {
  const { subscribe, snapshot, serverSnapshot } = useStore('useLogin()');
  return useSyncExternalStore(subscribe, snapshot, serverSnapshot);
};

/** A layout effect, which a server cannot run; React 18 would print a warning there. */
const useBrowserEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** @typedef {{ isHandled: boolean, error: unknown }} Outcome */

/** @type {Outcome} */
const UNDER_WAY = { isHandled: false, error: null };

/** @type {Outcome} */
const HANDLED = { isHandled: true, error: null };

/** The outcome without a sign-in in the URL. A failure that is shown stays. @param {Outcome} outcome */
const without = (outcome) => (outcome.isHandled ? outcome : HANDLED);

/**
 * @param {{
 *   onResult?: (result: unknown) => void,
 *   loading?: ReactNode,
 *   renderError?: (error: any, retry: () => void) => ReactNode,
 *   children?: ReactNode,
 * }} props
 */
export const LoginCallback = ({ onResult, loading, renderError, children }) => {
  const store = useStore('<LoginCallback>');
  const [{ isHandled, error }, setOutcome] = useState(UNDER_WAY);
  const [attempt, setAttempt] = useState(0);
  // Reset by the effect, which React may run again for the same attempt, for example under <Activity>.
  const isRetry = useRef(false);
  const listener = useRef(onResult);
  useEffect(() => {
    listener.current = onResult;
  });
  // Before the browser paints, so that `loading` does not flash.
  useBrowserEffect(() => setOutcome(store.hasCallback() ? UNDER_WAY : without), [store]);
  useEffect(() => {
    // StrictMode runs this effect twice. Both runs share one callback, and only the second one reports its result.
    let isMounted = true;
    const promise = store.callback(isRetry.current);
    isRetry.current = false;
    if (!promise) return setOutcome(without);
    promise.then(
      (result) => {
        if (!isMounted) return;
        store.callbackTold(promise);
        setOutcome(HANDLED);
        const report = listener.current;
        if (result && report && store.isFirstReport(promise)) report(result);
      },
      (reason) => {
        if (!isMounted) return;
        store.callbackTold(promise);
        setOutcome({ isHandled: true, error: reason });
      },
    );
    return () => {
      isMounted = false;
    };
  }, [store, attempt]);

  const retry = () => {
    isRetry.current = true;
    setOutcome(UNDER_WAY);
    setAttempt(attempt + 1);
  };
  if (!isHandled) return createElement(Fragment, null, loading);
  if (error && renderError) return createElement(Fragment, null, renderError(error, retry));
  return createElement(Fragment, null, children);
};
