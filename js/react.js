'use client';
// The entry `./react`.
import {
  createContext,
  createElement,
  Fragment,
  useContext,
  useEffect,
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
  return createElement(LoginContext.Provider, { value: store }, children);
};

export const useLogin = () => {
  const { subscribe, snapshot, serverSnapshot } = useStore('useLogin()');
  return useSyncExternalStore(subscribe, snapshot, serverSnapshot);
};

/** @type {{ isHandled: boolean, error: unknown }} */
const UNDER_WAY = { isHandled: false, error: null };

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
  const listener = useRef(onResult);
  useEffect(() => {
    listener.current = onResult;
  });
  useEffect(() => {
    // StrictMode runs this effect twice. Both runs share one callback, and only the second one reports its result.
    let isMounted = true;
    store.callback(attempt > 0).then(
      (result) => {
        if (!isMounted) return;
        store.callbackTold();
        setOutcome({ isHandled: true, error: null });
        if (result) listener.current?.(result);
      },
      (reason) => {
        if (!isMounted) return;
        store.callbackTold();
        setOutcome({ isHandled: true, error: reason });
      },
    );
    return () => {
      isMounted = false;
    };
  }, [store, attempt]);

  const retry = () => {
    setOutcome(UNDER_WAY);
    setAttempt(attempt + 1);
  };
  if (!isHandled) return createElement(Fragment, null, loading);
  if (error && renderError) return createElement(Fragment, null, renderError(error, retry));
  return createElement(Fragment, null, children);
};
