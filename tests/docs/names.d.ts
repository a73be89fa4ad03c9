// What the examples assume to exist: an app's own names, and an `api`.
import type * as Package from 'xsolla-login-wasm';

declare global {
  const XsollaLogin: typeof Package.default;
  const api: Package.Api;
  const username: string;
  const password: string;
  const token: string;
  const button: HTMLButtonElement;
  function show(what: string | object): void;
  function showSignIn(): void;
  function askFor(fields: readonly object[], token?: string): void;
  function askForCode(challengeId: string): void;
  function offerToStartOver(): void;
  function solveCaptcha(): Promise<Package.SolvedCaptcha>;
}
