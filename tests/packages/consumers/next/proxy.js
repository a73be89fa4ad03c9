import { NextResponse } from 'next/server';

// Next.js puts the nonce that it finds in the request's policy on its own inline scripts.
export function proxy(request) {
  const { POLICY } = process.env;
  if (!POLICY) return NextResponse.next();
  const policy = POLICY.replace('script-src', `script-src 'nonce-${crypto.randomUUID()}'`);
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}
